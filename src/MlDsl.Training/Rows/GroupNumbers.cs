namespace MlDsl.Training;

/// <summary>Groups of rows, numbered from 0 in the order in which they appear: the queries of a ranking. Holds 4 bytes a row.</summary>
/// <param name="rows">How many rows come.</param>
internal sealed class GroupNumbers(int rows)
{
    private readonly Dictionary<ulong, int> known = [];
    private readonly List<int> counts = [], first = [];
    private int row;

    /// <summary>The number of each row's group.</summary>
    public int[] Of { get; } = new int[rows];

    /// <summary>The number of rows of each group.</summary>
    public IReadOnlyList<int> Counts => counts;

    /// <summary>The first row of each group.</summary>
    public IReadOnlyList<int> First => first;

    /// <summary>Takes the groups of the rows that follow.</summary>
    public void Add(ReadOnlySpan<ulong> groups)
    {
        foreach (ulong group in groups)
        {
            if (!known.TryGetValue(group, out int number))
            {
                known.Add(group, number = counts.Count);
                first.Add(row);
                counts.Add(0);
            }
            counts[number]++;
            Of[row++] = number;
        }
    }

    /// <summary>Takes the groups of a block of rows that are to be ranked.</summary>
    /// <exception cref="TrainingException">They have none.</exception>
    public void Add(FeatureBlock block)
    {
        if (block.Groups.IsEmpty) throw new TrainingException("The rows have no groups, within which they could be ranked; mark the query's column [Group]");
        Add(block.Groups);
    }
}
