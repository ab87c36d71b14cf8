using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>A finding in public code, judged twice.</summary>
/// <param name="Repository">Owner and name.</param>
/// <param name="Commit">What was read.</param>
/// <param name="Path">The file.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Level">Warning or Error.</param>
/// <param name="First">The first judge's verdict: true, false or debatable.</param>
/// <param name="Second">The second judge's, who saw neither the first nor its reason; empty where there is none.</param>
/// <param name="Agreed">What both say, after reading again where they differ.</param>
/// <param name="Now">Whether the rules still say so: told or silent.</param>
/// <param name="Run">first: the rules told it as they were when the repository was fetched; later: since they know more.</param>
internal sealed record JudgedFinding(string Repository, string Commit, string Path, string Rule, string Level, string First, string Second, string Agreed, string Now, string Run);

/// <summary>A fault read in public code before any finding was looked at.</summary>
/// <param name="Repository">Owner and name.</param>
/// <param name="Commit">What was read.</param>
/// <param name="Path">The file.</param>
/// <param name="Rule">The rule that should say so.</param>
/// <param name="Set">first, second or third: which reading.</param>
/// <param name="Before">The level at which the rules told it before they were mended; no where they did not.</param>
/// <param name="Now">The level at which they tell it now.</param>
internal sealed record ReadFault(string Repository, string Commit, string Path, string Rule, string Set, string Before, string Now);

/// <summary>The tables of the corpus.</summary>
internal static class CorpusRows
{
    private static readonly string Folder = Path.Combine(CSharp.Root, "tests", "MlDsl.Analyzers.Tests", "Corpus");

    public static IReadOnlyList<JudgedFinding> Findings { get; } =
        [.. Read("findings.tsv").Select(static r => new JudgedFinding(r("repository"), r("commit"), r("path"), r("rule"), r("level"), r("first"), r("second"), r("agreed"), r("now"), r("run")))];

    public static IReadOnlyList<ReadFault> Faults { get; } =
        [.. Read("faults.tsv").Select(static r => new ReadFault(r("repository"), r("commit"), r("path"), r("rule"), r("set"), r("before"), r("now")))];

    /// <summary>The commit of each repository.</summary>
    public static IReadOnlyDictionary<string, string> Commits { get; } =
        Read("repositories.tsv").ToDictionary(static r => r("repository"), static r => r("commit"), StringComparer.Ordinal);

    /// <summary>The repositories of the earlier lots that nobody had looked at when the rules that were run on them were written.</summary>
    public static IReadOnlySet<string> Fresh { get; } = Lot("fresh");

    /// <summary>Those of the last two lots, on which the rules of now were run first.</summary>
    public static IReadOnlySet<string> Latest { get; } = Lot("latest");

    private static HashSet<string> Lot(string name) =>
        Read("repositories.tsv").Where(r => r("read") == name).Select(static r => r("repository")).ToHashSet(StringComparer.Ordinal);

    /// <summary>The rows of a table with a head, each a lookup of its cells by the column's name.</summary>
    private static IEnumerable<Func<string, string>> Read(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, file));
        string[] head = lines[0].Split('\t');
        foreach (string line in lines.Skip(1))
        {
            string[] cells = line.Split('\t');
            if (cells.Length != head.Length) throw new InvalidDataException($"{file}: '{line}' has {cells.Length} cells and the head {head.Length}");
            yield return column => cells[Array.IndexOf(head, column) is >= 0 and var at ? at : throw new InvalidDataException($"{file} has no column '{column}'")];
        }
    }
}
