using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>The columns that the library sees: the positions that are ever other than 0, and all that hold categories.</summary>
internal sealed class TrainingColumns
{
    private readonly string categories, monotone;

    public TrainingColumns(TrainingSample sample, TrainingProblem problem)
    {
        FeatureTraits? traits = problem.Plan is { } plan ? new FeatureTraits(plan) : null;
        SortedSet<int> positions = [.. sample.Used, .. traits?.Categories ?? []];
        // Features that are always 0 tell nothing; where there are no others, one of them stands for all.
        if (positions.Count == 0) positions.Add(0);
        Positions = [.. positions];
        categories = Joined((traits?.Categories ?? []).Select(position => Array.BinarySearch(Positions, position)));
        var directions = new int[Positions.Length];
        foreach (var (position, direction) in traits?.Monotone ?? [])
            if (Array.BinarySearch(Positions, position) is >= 0 and var column) directions[column] = direction == Monotone.Increasing ? 1 : -1;
        monotone = directions.Any(static direction => direction != 0) ? Joined(directions) : "";
    }

    /// <summary>The position of each column, ascending.</summary>
    public int[] Positions { get; }

    /// <summary>The number of columns.</summary>
    public int Count => Positions.Length;

    /// <summary>Which columns are categories, and which must rise or fall, as parameters.</summary>
    public string Parameters => (categories.Length > 0 ? $"categorical_feature={categories} " : "") + (monotone.Length > 0 ? $"monotone_constraints={monotone} " : "");

    private static string Joined(IEnumerable<int> numbers) => string.Join(',', numbers.Select(static n => n.ToString(CultureInfo.InvariantCulture)));
}
