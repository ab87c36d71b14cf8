using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>The columns that the library sees: the positions that are ever other than 0, and all that hold categories.</summary>
/// <remarks>
/// Of more than <see cref="WideFrom"/> columns those that are 0 in nine rows of ten are given without their zeros, unless they may be missing,
/// are categories or must rise or fall: to the library what is not given is missing.
/// </remarks>
internal sealed class TrainingColumns
{
    /// <summary>Of more columns zeros are left out.</summary>
    public const int WideFrom = 256;

    private const int RowsOfANonZero = 10;

    public TrainingColumns(TrainingRows rows, TrainingProblem problem)
    {
        FeatureTraits? traits = problem.Plan is { } plan ? new FeatureTraits(plan) : null;
        HashSet<int> categories = [.. traits?.Categories ?? []], missing = [.. traits?.Missing ?? []];
        Dictionary<int, Monotone> monotone = (traits?.Monotone ?? []).ToDictionary(static m => m.Position, static m => m.Direction);
        Positions = [.. Enumerable.Range(0, rows.NotZero.Length).Where(position => rows.NotZero[position] > 0 || categories.Contains(position))];
        // Features that are always 0 tell nothing; where there are no others, one of them stands for all.
        if (Positions.Length == 0) Positions = [0];
        ColumnOf = new int[rows.NotZero.Length];
        Array.Fill(ColumnOf, -1);
        for (int i = 0; i < Positions.Length; i++) ColumnOf[Positions[i]] = i;
        OmitsZeros = [.. Positions.Select(position =>
            Positions.Length > WideFrom && rows.NotZero[position] * RowsOfANonZero < rows.Labels.Length
            && !rows.IsMissing[position] && !missing.Contains(position) && !categories.Contains(position) && !monotone.ContainsKey(position))];
        Types = categories.Count == 0 ? [] : [.. Positions.Select(position => categories.Contains(position) ? "c" : "q")];
        IEnumerable<int> directions = Positions.Select(position => monotone.TryGetValue(position, out Monotone direction) ? direction == MlDsl.Monotone.Increasing ? 1 : -1 : 0);
        Monotone = Positions.Any(monotone.ContainsKey) ? $"({string.Join(',', directions)})" : "";
        MostEntries = Positions.Select((position, column) => OmitsZeros[column] ? rows.NotZero[position] : rows.Labels.Length).Sum();
    }

    /// <summary>The position of each column, ascending.</summary>
    public int[] Positions { get; }

    /// <summary>The column of each position; −1 for none.</summary>
    public int[] ColumnOf { get; }

    /// <summary>Whether a column is given without its zeros.</summary>
    public bool[] OmitsZeros { get; }

    /// <summary>The library's type of each column; empty where all are numbers.</summary>
    public string[] Types { get; }

    /// <summary>Which columns must rise or fall, as the library wants it; empty where none must.</summary>
    public string Monotone { get; }

    /// <summary>The most values that all rows give.</summary>
    public long MostEntries { get; }
}
