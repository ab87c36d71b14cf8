using System.Globalization;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>The figures on public code follow from the rows, and the rows from repositories that rules may be tuned on.</summary>
public sealed class CorpusFiguresTests
{
    private static readonly string[] Verdicts = ["true", "false", "debatable"];
    private static readonly string Page = File.ReadAllText(Path.Combine(CSharp.Root, "benchmarks", "MlDsl.Benchmarks", "Results", "AnalyzersOnPublicCode.md"));

    [Fact]
    public void RowsAreOfListedRepositories()
    {
        foreach (var (repository, commit) in CorpusRows.Findings.Select(static f => (f.Repository, f.Commit)).Concat(CorpusRows.Faults.Select(static f => (f.Repository, f.Commit))))
        {
            Assert.True(CorpusRows.Commits.TryGetValue(repository, out string? known), $"'{repository}' is not in repositories.tsv");
            Assert.Equal(known, commit);
        }
        Assert.All(CorpusRows.Commits.Keys, static name => Assert.Contains(char.ToLowerInvariant(name[0]), "ehnoqtuwxyz"));
    }

    [Fact]
    public void EveryFindingHasAVerdict()
    {
        foreach (JudgedFinding finding in CorpusRows.Findings)
        {
            string row = $"{finding.Repository}/{finding.Path}, {finding.Rule}";
            Assert.True(Verdicts.Contains(finding.First) && Verdicts.Contains(finding.Agreed), row);
            Assert.True(finding.Second.Length == 0 || Verdicts.Contains(finding.Second), row);
            // Where both say the same, that is the verdict; what only one has judged stays as judged.
            if (finding.Second.Length == 0 || finding.Second == finding.First) Assert.True(finding.Agreed == finding.First, row);
            Assert.True(finding.Now is "told" or "silent", row);
            Assert.True(finding.Level is "warning" or "error", row);
            Assert.True(finding.Run is "first" or "later", row);
        }
    }

    [Fact]
    public void ThePageStatesWhatTheRowsSay()
    {
        var told = CorpusRows.Findings.Where(static f => f.Now == "told").ToList();
        var twice = CorpusRows.Findings.Where(static f => f.Second.Length > 0).ToList();
        Assert.Contains(Share("corpus.precision", told.Count(static f => f.Agreed == "true"), told.Count), Page, StringComparison.Ordinal);
        var fresh = CorpusRows.Findings.Where(static f => f.Run == "first" && CorpusRows.Fresh.Contains(f.Repository)).ToList();
        Assert.Contains(Share("corpus.precision.fresh", fresh.Count(static f => f.Agreed == "true"), fresh.Count), Page, StringComparison.Ordinal);
        var latest = CorpusRows.Findings.Where(static f => f.Run == "first" && CorpusRows.Latest.Contains(f.Repository)).ToList();
        Assert.Contains(Share("corpus.precision.latest", latest.Count(static f => f.Agreed == "true"), latest.Count), Page, StringComparison.Ordinal);
        Assert.Contains(Share("corpus.precision.unseen", fresh.Concat(latest).Count(static f => f.Agreed == "true"), fresh.Count + latest.Count), Page, StringComparison.Ordinal);
        Assert.Contains(Share("corpus.precision.before", CorpusRows.Findings.Count(static f => f.Agreed == "true"), CorpusRows.Findings.Count), Page, StringComparison.Ordinal);
        Assert.Contains(Share("corpus.recall", CorpusRows.Faults.Count(static f => f.Now != "no"), CorpusRows.Faults.Count), Page, StringComparison.Ordinal);
        Assert.Contains(Share("corpus.recall.loud", CorpusRows.Faults.Count(static f => f.Now is "warning" or "error"), CorpusRows.Faults.Count), Page, StringComparison.Ordinal);
        Assert.Contains(Share("corpus.recall.before", CorpusRows.Faults.Count(static f => f.Before != "no"), CorpusRows.Faults.Count), Page, StringComparison.Ordinal);
        if (twice.Count > 0)
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| `corpus.kappa` | {twice.Count(static f => f.First == f.Second)} of {twice.Count} | {Kappa(twice):0.00} | |"), Page, StringComparison.Ordinal);
        foreach (var rule in CorpusRows.Findings.GroupBy(static f => f.Rule))
            Assert.Contains($"| {rule.Key} | {rule.Count()} | {rule.Count(static f => f.Agreed == "true")} | {rule.Count(static f => f.Now == "told")} | {rule.Count(static f => f is { Now: "told", Agreed: "true" })} |", Page, StringComparison.Ordinal);
    }

    // What is true and what is debatable are told apart; both are not "true" where counted.
    private static double Kappa(List<JudgedFinding> rows)
    {
        double n = rows.Count, agreed = rows.Count(static f => f.First == f.Second) / n;
        double chance = Verdicts.Sum(v => rows.Count(f => f.First == v) / n * (rows.Count(f => f.Second == v) / n));
        return chance == 1 ? 1 : (agreed - chance) / (1 - chance);
    }

    private static string Share(string key, int hits, int all)
    {
        var (low, high) = Wilson(hits, all);
        return string.Create(CultureInfo.InvariantCulture, $"| `{key}` | {hits} of {all} | {100.0 * hits / all:0.0} % | {100 * low:0.0} to {100 * high:0.0} % |");
    }

    /// <summary>Wilson's interval of a share at 95 %.</summary>
    private static (double Low, double High) Wilson(int hits, int all)
    {
        const double Z = 1.959963984540054;
        double n = all, p = hits / n, middle = p + Z * Z / (2 * n), half = Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)), scale = 1 + Z * Z / n;
        return ((middle - half) / scale, (middle + half) / scale);
    }
}
