namespace MlDsl.Training;

/// <summary>Where the values of an input lie in a <see cref="ProfileBlock"/>: those of each column of numbers, and of texts, behind each other. Immutable.</summary>
internal sealed class ProfileLayout
{
    // Of each column of an input which one is profiled; −1 for none.
    private readonly int[] profiled;
    private readonly ProfilePlace[] places;

    /// <param name="columns">What is profiled.</param>
    /// <param name="inputs">The columns of an input, some of which are profiled.</param>
    public ProfileLayout(ProfiledColumn[] columns, IReadOnlyList<ColumnSchema> inputs)
    {
        Columns = columns;
        Starts = new int[columns.Length];
        Finders = new CellFinder?[columns.Length];
        Dictionary<string, int> byName = new(columns.Length, StringComparer.Ordinal);
        for (int i = 0; i < columns.Length; i++)
        {
            Starts[i] = ProfileBlock.MostRows * (columns[i].Kind == ColumnProfileKind.Number ? Numbers++ : Texts++);
            byName.Add(columns[i].Name, i);
        }
        profiled = [.. inputs.Select(input => byName.GetValueOrDefault(input.Member, -1))];
        places = PlacesOf();
    }

    private ProfileLayout(ProfileLayout other, CellFinder[] finders, int masks)
    {
        (Columns, profiled, Numbers, Masks) = (other.Columns, other.profiled, other.Numbers, masks);
        Starts = [.. other.Starts];
        Finders = new CellFinder?[finders.Length];
        for (int i = 0; i < finders.Length; i++)
            if (Columns[i].Kind == ColumnProfileKind.Category) (Finders[i], Starts[i]) = (finders[i], i * ProfileBlock.MostRows);
        places = PlacesOf();
    }

    /// <summary>What is profiled.</summary>
    public ProfiledColumn[] Columns { get; }

    /// <summary>Where each column begins: among the numbers, the texts or, where the texts' cells are found at once, the cells.</summary>
    public int[] Starts { get; }

    /// <summary>What finds the cells of each column of texts; null for numbers, and where texts are kept.</summary>
    public CellFinder?[] Finders { get; }

    /// <summary>The columns of numbers.</summary>
    public int Numbers { get; }

    /// <summary>The columns of texts that are kept.</summary>
    public int Texts { get; }

    /// <summary>The coarse groups of columns that have <see cref="ProfileBlock.Masks"/>.</summary>
    public int Masks { get; }

    /// <summary>The same where the cells of texts are found as these are written, and no text is kept.</summary>
    /// <param name="finders">What finds the cells of each column.</param>
    /// <param name="masks">The coarse groups of columns that have masks.</param>
    public ProfileLayout InCells(CellFinder[] finders, int masks) => new(this, finders, masks);

    /// <summary>What writes a row into a block.</summary>
    public ProfiledRow To(ProfileBlock block, int row) => new(places, block, row);

    private ProfilePlace[] PlacesOf() => [.. profiled.Select(column => column < 0 ? default : new ProfilePlace(Columns[column], Finders[column], Starts[column]))];
}

/// <summary>Where a column of an input lies in a block.</summary>
/// <param name="column">What is profiled of it.</param>
/// <param name="finder">What finds the cells of its texts; null where numbers or texts are kept.</param>
/// <param name="start">Where it begins.</param>
internal readonly struct ProfilePlace(ProfiledColumn column, CellFinder? finder, int start)
{
    /// <summary>What is profiled; null for a column that is not.</summary>
    public readonly ProfiledColumn? Column = column;

    /// <summary>What finds the cells of its texts; null where numbers or texts are kept.</summary>
    public readonly CellFinder? Finder = finder;

    /// <summary>Where it begins.</summary>
    public readonly int Start = start;

    /// <summary>What of a value is counted; <see cref="ProfiledForm.None"/> for a column that is not.</summary>
    public readonly ProfiledForm Form = column.Form;
}
