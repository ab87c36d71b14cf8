namespace MlDsl.Training;

/// <summary>Where the values of an input lie in a <see cref="ProfileBlock"/>: those of each column of numbers, and of texts, behind each other. Immutable.</summary>
internal sealed class ProfileLayout
{
    private readonly ProfilePlace[] places;

    /// <param name="columns">What is profiled.</param>
    /// <param name="inputs">The columns of an input, some of which are profiled.</param>
    public ProfileLayout(ProfiledColumn[] columns, IReadOnlyList<ColumnSchema> inputs)
    {
        Columns = columns;
        Starts = new int[columns.Length];
        Dictionary<string, int> byName = new(columns.Length, StringComparer.Ordinal);
        for (int i = 0; i < columns.Length; i++)
        {
            Starts[i] = ProfileBlock.MostRows * (columns[i].Kind == ColumnProfileKind.Number ? Numbers++ : Texts++);
            byName.Add(columns[i].Name, i);
        }
        places = new ProfilePlace[inputs.Count];
        for (int i = 0; i < places.Length; i++)
            if (byName.TryGetValue(inputs[i].Member, out int column)) places[i] = new ProfilePlace(columns[column], Starts[column]);
    }

    /// <summary>What is profiled.</summary>
    public ProfiledColumn[] Columns { get; }

    /// <summary>Where each column begins among the numbers or the texts.</summary>
    public int[] Starts { get; }

    /// <summary>The columns of numbers.</summary>
    public int Numbers { get; }

    /// <summary>The columns of texts.</summary>
    public int Texts { get; }

    /// <summary>What writes a row into a block.</summary>
    public ProfiledRow To(ProfileBlock block, int row) => new(places, block, row);
}

/// <summary>Where a column of an input lies in a block.</summary>
/// <param name="column">What is profiled of it.</param>
/// <param name="start">Where it begins.</param>
internal readonly struct ProfilePlace(ProfiledColumn column, int start)
{
    /// <summary>What is profiled; null for a column that is not.</summary>
    public readonly ProfiledColumn? Column = column;

    /// <summary>Where it begins.</summary>
    public readonly int Start = start;

    /// <summary>What of a value is counted; <see cref="ProfiledForm.None"/> for a column that is not.</summary>
    public readonly ProfiledForm Form = column.Form;
}
