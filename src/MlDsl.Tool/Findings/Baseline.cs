using System.Collections.Immutable;

namespace MlDsl.Tool.Findings;

/// <summary>
/// The findings that are known: a line each of rule, path, and fingerprint of the line's text, so that a finding stays known when the file
/// changes elsewhere, and becomes new when its own line does. Two like lines of a file are two entries.
/// </summary>
internal sealed class Baseline
{
    private const string Header = "# mldsl baseline 1";
    private readonly Dictionary<(string Rule, string File, string Fingerprint), int> entries = [];

    public static Baseline Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != Header) throw new ToolException($"'{path}' is no baseline: its first line has to be '{Header}'; write it with --write-baseline");
        var baseline = new Baseline();
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            if (lines[i].Split('\t') is not [var rule, var file, var fingerprint])
                throw new ToolException($"line {i + 1} of the baseline '{path}' is not of the form rule, tab, path, tab, fingerprint; write it with --write-baseline");
            var key = (rule, file, fingerprint);
            baseline.entries[key] = baseline.entries.GetValueOrDefault(key) + 1;
        }
        return baseline;
    }

    public static void Write(string path, IEnumerable<Found> found)
    {
        var lines = found.Select(static f => $"{f.Rule.Id}\t{f.Place.File}\t{f.Fingerprint}").Order(StringComparer.Ordinal);
        ToolFile.Write(path, string.Concat(lines.Prepend(Header).Select(static line => line + "\n")));
    }

    /// <summary>Marks those of <paramref name="found"/> that are listed, each entry for one finding.</summary>
    public ImmutableArray<Found> Mark(ImmutableArray<Found> found)
    {
        var left = new Dictionary<(string, string, string), int>(entries);
        return [.. found.Select(each =>
        {
            var key = (each.Rule.Id, each.Place.File, each.Fingerprint);
            if (each.Silenced is not null || left.GetValueOrDefault(key) == 0) return each;
            left[key]--;
            return each with { IsKnown = true };
        })];
    }
}
