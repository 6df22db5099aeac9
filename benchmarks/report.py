"""Turns measurements into a Markdown table and files."""

import json
from collections import defaultdict
from statistics import median

QUIET = 0.1  # cores that others may use before a measurement counts as disturbed


def by_case(entries):
    """Measurements that succeeded: (mode, batch, threads) to name to entries, one a round."""
    cases = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if "error" not in entry:
            case = entry["mode"], entry["batch"], entry["threads"]
            cases[case][entry["name"]].append(entry)
    return cases


def middle(entries, key):
    values = [entry[key] for entry in entries if entry.get(key) is not None]
    return median(values) if values else None


def best_exact(programs):
    """The fastest peer that computes the same model, or None."""
    exact = [name for name, entries in programs.items() if entries[0]["exact"]]
    return max(exact, key=lambda name: middle(programs[name], "drawings_per_s"), default=None)


def ratio(entries, against):
    """Median over the rounds of this program's speed over the other's in the same round."""
    other = {entry["round"]: entry["drawings_per_s"] for entry in against}
    values = [e["drawings_per_s"] / other[e["round"]] for e in entries if e["round"] in other]
    return median(values) if values else None


def rows(programs):
    best = best_exact(programs)
    keys = "ms_median", "drawings_per_s", "start_to_first_step_s", "peak_mb", "other_cores"
    for name, entries in programs.items():
        row = {key: middle(entries, key) for key in keys}
        row |= {"name": name, "exact": entries[0]["exact"], "runs": len(entries)}
        row["ratio"] = ratio(entries, programs[best]) if best else None
        row["best"] = name == best
        yield row


def number(value, digits):
    return "" if value is None else f"{value:,.{digits}f}"


def table(programs):
    lines = [
        "| program | ms, median | drawings/s | to best exact peer | start to first step, s "
        "| peak MB | others' cores | runs |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in sorted(rows(programs), key=lambda row: -row["drawings_per_s"]):
        inexact = row["name"] != "graphrun" and not row["exact"]
        name = row["name"] + (" (not the same model)" if inexact else "")
        cells = [
            f"**{name}**" if row["best"] else name,
            number(row["ms_median"], 2),
            number(row["drawings_per_s"], 1),
            number(row["ratio"], 2),
            number(row["start_to_first_step_s"], 2),
            number(row["peak_mb"], 0),
            number(row["other_cores"], 2),
            str(row["runs"]),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def markdown(facts, entries):
    machine = facts["machine"]
    lines = [
        f"# {facts['date']}",
        "",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}. {facts['rounds']} rounds of {facts['steps']} steps, programs in "
        "turn; medians over the rounds, ratios within a round. Bold: the best exact peer.",
    ]
    for batch, what in facts["batches"].items():
        lines += [
            "",
            f"Batch {batch}: {what['source']}; mean length {what['mean_length']}, 95th percentile "
            f"{what['p95_length']}, {100 * what['real_share']:.0f} % of a padded batch is real.",
        ]
    for (mode, batch, threads), programs in by_case(entries).items():
        verb = "Training" if mode == "train" else "Inference"
        plural = "s" if threads > 1 else ""
        lines += ["", f"## {verb}, batch {batch}, {threads} thread{plural}", "", *table(programs)]
    failed = [entry for entry in entries if "error" in entry]
    if failed:
        lines += ["", "## Failed", ""]
        lines += [f"- {e['name']}, {e['mode']} {e['batch']}: {e['error']}" for e in failed]
    busy = max((entry["other_cores"] or 0 for entry in entries), default=0)
    if busy > QUIET:
        lines += ["", f"Disturbed: others used up to {busy:.2f} cores; run it again alone."]
    return "\n".join(lines) + "\n"


def write(folder, facts, entries):
    """Prints the table; saves it and every measurement under the date."""
    folder.mkdir(parents=True, exist_ok=True)
    text = markdown(facts, entries)
    stem = facts["date"].replace(":", "")
    (folder / f"{stem}.md").write_text(text, encoding="utf-8")
    everything = json.dumps({**facts, "measurements": entries}, indent=1)
    (folder / f"{stem}.json").write_text(everything + "\n", encoding="utf-8")
    print(text, end="")
