using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>Rows that stand there again, where they are more than chance gives.</summary>
/// <remarks>
/// What chance gives is counted in the same rows after each column was shuffled within the rows of a class: three coarse columns repeat as often then, three measurements do not.
/// Texts of a column in which most stand in one row only are the same by no chance.
/// </remarks>
/// <param name="facts">The columns of the training rows.</param>
/// <param name="label">The label.</param>
/// <param name="missing">What stands for a missing value in any of the files.</param>
internal sealed class Repeats(IReadOnlyList<ColumnFacts> facts, TargetFacts label, IReadOnlySet<string> missing)
{
    // The share of rows above which copies are no accident; how often chance is tried, and the standard deviations of a count of rare things that are its own.
    private const double Copies = 0.01, Deviations = 4;
    private const int Shuffles = 4;

    private readonly RowKeys keys = new(facts, label.Facts, missing);
    private readonly int rows = label.Facts.Column.Texts.Count;

    /// <summary>How many rows are exact, and how many near copies of a row above them; 0 for those that are no more than chance gives.</summary>
    public (int Exact, int Near) Within()
    {
        var exact = new HashSet<string>(StringComparer.Ordinal);
        var near = new HashSet<string>(StringComparer.Ordinal);
        int repeats = 0, alike = 0;
        for (int i = 0; i < rows; i++)
        {
            if (!exact.Add(Key(facts, i, isNear: false))) repeats++;
            else if (keys.CanTellNear && !near.Add(Key(facts, i, isNear: true))) alike++;
        }
        return (Told(repeats, rows, isNear: false, Repeated), Told(alike, rows, isNear: true, Repeated));

        int Repeated(IEnumerable<string> shuffled, bool isNear) => rows - shuffled.ToHashSet(StringComparer.Ordinal).Count;
    }

    /// <summary>The same of test rows that are copies of any training row.</summary>
    /// <param name="there">The columns of the test rows.</param>
    public (int Exact, int Near) Among(IReadOnlyList<ColumnFacts> there)
    {
        var exact = new HashSet<string>(Enumerable.Range(0, rows).Select(i => Key(facts, i, isNear: false)), StringComparer.Ordinal);
        var near = new HashSet<string>(Enumerable.Range(0, keys.CanTellNear ? rows : 0).Select(i => Key(facts, i, isNear: true)), StringComparer.Ordinal);
        int shared = 0, alike = 0, tests = there[0].Column.Texts.Count;
        for (int i = 0; i < tests; i++)
        {
            if (exact.Contains(Key(there, i, isNear: false))) shared++;
            else if (keys.CanTellNear && near.Contains(Key(there, i, isNear: true))) alike++;
        }
        return (Told(shared, tests, isNear: false, Shared), Told(alike, tests, isNear: true, Shared));

        int Shared(IEnumerable<string> shuffled, bool isNear)
        {
            var here = shuffled.ToHashSet(StringComparer.Ordinal);
            return Enumerable.Range(0, tests).Count(i => here.Contains(Key(there, i, isNear)));
        }
    }

    private string Key(IReadOnlyList<ColumnFacts> of, int row, bool isNear) => RowKeys.Join(keys.Cells(of, row, isNear));

    // A row that stands there twice is an accident even where chance gives none.
    private int Told(int count, int of, bool isNear, Func<IEnumerable<string>, bool, int> byChance)
    {
        if (count <= Copies * of) return 0;
        string[][] cells = [.. Enumerable.Range(0, rows).Select(i => keys.CellsByChance(facts, i, isNear))];
        string[] classes = [.. label.Facts.Column.Texts.Select(text => label.Task is TaskKind.Binary or TaskKind.Multiclass ? text ?? "" : "")];
        double expected = Enumerable.Range(1, Shuffles).Average(seed => byChance(Shuffle.Of(cells, classes, seed).Select(RowKeys.Join), isNear));
        return count - expected > Math.Max(Copies * of, 1 + (Deviations * Math.Sqrt(expected))) ? count : 0;
    }
}
