namespace MlDsl.Generators.Compiled;

/// <summary>What the compiler of models makes of one row of a graph.</summary>
/// <param name="Columns">Values that a position chooses.</param>
/// <param name="Steps">The steps in their order.</param>
/// <param name="Results">The graph's outputs, in the file's order.</param>
internal sealed record RowProgram(EquatableArray<RowColumn> Columns, EquatableArray<RowStep> Steps, EquatableArray<RowResult> Results)
{
    public RowStep Step(string reference) => Steps.First(step => step.Reference == reference);

    /// <summary>How many steps and results read a step.</summary>
    public int Readers(string reference) => Steps.Select(static step => step.Items).Concat(Results.Select(static result => result.Items)).Count(items => items.Any(item => item.Steps.Contains(reference)));

    public RowColumn Column(string reference) => Columns.First(column => column.Reference == reference);

    /// <summary>The steps that some results depend on, in their order.</summary>
    public IReadOnlyList<RowStep> Needed(IEnumerable<RowItem> items)
    {
        var wanted = new HashSet<string>(items.SelectMany(static item => item.Steps), StringComparer.Ordinal);
        for (int i = Steps.Count - 1; i >= 0; i--)
            if (wanted.Contains(Steps[i].Reference)) wanted.UnionWith(Steps[i].Items.SelectMany(static item => item.Steps));
        return Steps.Where(step => wanted.Contains(step.Reference)).ToList();
    }
}

/// <summary>One value per position.</summary>
/// <param name="Reference">How operands speak of it.</param>
/// <param name="Element">Its element type, in C#.</param>
/// <param name="Name">The name of what chooses.</param>
/// <param name="Count">The positions.</param>
/// <param name="Offset">Its first byte among the weights.</param>
internal sealed record RowColumn(string Reference, string Element, string Name, long Count, long Offset);

/// <summary>A step.</summary>
/// <param name="Reference">How operands speak of it.</param>
/// <param name="Kind">look, highest, known, class, calculate, sum, dense, trees or transform.</param>
/// <param name="Element">The element type of a key or of the results, in C#.</param>
/// <param name="Name">What the graph calls it.</param>
/// <param name="Items">What it reads.</param>
/// <param name="Arguments">What else it needs.</param>
internal sealed record RowStep(string Reference, string Kind, string Element, string Name, EquatableArray<RowItem> Items, EquatableArray<PlanArgument> Arguments)
{
    public PlanArgument Argument(string name) => Arguments.First(argument => argument.Name == name);

    public string Text(string name) => Argument(name).Items[0];

    public int Whole(string name) => int.Parse(Argument(name).Items[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether it has several results, which lie in a span.</summary>
    public bool IsMany => Kind is "transform" or "dense" || (Kind == "trees" && !IsOne);

    /// <summary>Whether it is trees of one score.</summary>
    public bool IsOne => Kind == "trees" && Whole("outputs") == 1 && Whole("isClassifier") == 0;

    /// <summary>Whether it is a function that makes one number of each.</summary>
    public bool IsForEachNumber => Kind == "transform" && Text("method") == "Apply" && Text("transform") is "Softmax" or "LogSoftmax" or "Hardmax" or "NormalizeByMax" or "NormalizeByL1" or "NormalizeByL2" or "Relu" or "Sigmoid" or "Tanh";

    /// <summary>The numbers of its span.</summary>
    public int Results => Kind == "dense" ? Whole("outputs") : Width;

    /// <summary>The elements that its items are together.</summary>
    public int Width => Items.Sum(static item => item.Width);
}

/// <summary>Elements of a row.</summary>
/// <param name="Kind">cell, run (neighbours in an input or among a step's results) or hot (zeros and a one).</param>
/// <param name="Operand">The cell, the first of the neighbours, or what chooses the place of the one.</param>
/// <param name="Weight">What a cell is multiplied with.</param>
/// <param name="Width">The elements.</param>
/// <param name="Count">Of weights or places among the weights, how many.</param>
/// <param name="Offset">Their first byte.</param>
internal sealed record RowItem(string Kind, string Operand, string? Weight, int Width, long Count, long? Offset)
{
    /// <summary>The steps that it names.</summary>
    public IEnumerable<string> Steps => Operand[0] switch
    {
        'r' => [Operand.Split('.')[0]],
        'k' => [Operand.Split('.')[1]],
        _ => [],
    };

    /// <summary>Whether it is read from an input.</summary>
    public bool IsInput => Operand[0] == 'i';
}

/// <summary>An output of the graph.</summary>
/// <param name="IsKnown">Whether it is made row by row.</param>
/// <param name="Sizes">The sizes of a row.</param>
/// <param name="Items">Its elements.</param>
internal sealed record RowResult(bool IsKnown, EquatableArray<long> Sizes, EquatableArray<RowItem> Items)
{
    public int Width => Items.Sum(static item => item.Width);

    /// <summary>One element, and which of its item's.</summary>
    public (RowItem Item, int Place) At(int element)
    {
        foreach (RowItem item in Items)
        {
            if (element < item.Width) return (item, element);
            element -= item.Width;
        }
        throw new ArgumentOutOfRangeException(nameof(element));
    }
}
