using System.Globalization;

namespace MlDsl.Properties.Schemas;

/// <summary>A made-up data set with a task: everything follows from the seed and the index.</summary>
internal sealed class MadeSchema
{
    // Names that are words of C#, outputs of exports or members of generated code, and such as files have.
    private static readonly string[] Names =
        ["Size", "Shop", "class", "prediction", "label", "features", "scores", "Größe", "input", "sink", "_1", "Learned_", "probabilities", "value", "row", "At", "Col_Name", "N"];

    public MadeSchema(int seed, int index)
    {
        (Seed, Index) = (seed, index);
        Random random = new(unchecked((seed * 1_000_003) + index));
        Task = MadeTask.Make(random);
        string[] names = [.. Names.OrderBy(_ => random.Next())];
        // One of six holds what no export holds: n-grams of texts, or vectors.
        bool isExported = random.Next(6) > 0;
        bool takesTarget = Task.Task != "MulticlassClassification";
        List<MadeColumn> columns = [];
        for (int count = random.Next(1, 8); columns.Count < count;)
        {
            string name = names[columns.Count];
            columns.Add(random.Next(isExported ? 10 : 14) switch
            {
                < 4 => NumericColumns.Make(random, name),
                < 8 => CategoryColumns.Make(random, name, takesTarget),
                < 10 => OtherColumns.MakeTime(random, name),
                < 12 => OtherColumns.MakeText(random, name),
                _ => NumericColumns.MakeVector(random, name),
            });
        }
        // Names of columns in files, and attributes that no feature heeds.
        for (int i = 0; i < columns.Count; i++)
        {
            if (random.Next(4) == 0) columns[i] = columns[i] with { Attributes = $"[Column(\"{columns[i].Member} in the file\")] {columns[i].Attributes}" };
            if (random.Next(8) == 0 && !columns[i].Type.Contains('[', StringComparison.Ordinal) && !columns[i].Type.Contains('<', StringComparison.Ordinal))
                columns[i] = columns[i] with { Attributes = "[Sensitive] " + columns[i].Attributes };
        }
        HasGroups = random.Next(5) == 0;
        if (HasGroups) columns.Add(new("Household", "int", "[Group]", new Values.NumberDraws("int", 3)));
        if (random.Next(3) == 0) columns.Add(new("Weighed", "float", "[Weight]", new Values.WeightDraws()));
        if (random.Next(5) == 0) columns.Add(new("Key", "long", "[Id]", new Values.NumberDraws("long", 3)));
        if (random.Next(4) == 0) columns.Add(new("Taken", "double?", "", new Values.NumberDraws("double", 0)));
        Columns = columns;
        List<MadeMethod> methods = [];
        if (random.Next(2) == 0)
        {
            for (int i = random.Next(1, 4); i > 0; i--)
                if (MadeMethods.Make(random, $"Made{i}", [.. columns.Where(static c => c.Member is not ("Key" or "Weighed" or "Household"))], methods, takesTarget) is { } method) methods.Add(method);
        }
        Methods = methods;
        Form = random.Next(3) switch { 0 => "sealed partial record", 1 => "sealed partial class", _ => "partial record struct" };
        Threshold = Task.Task == "BinaryClassification" && random.Next(2) == 0 ? random.Next(1, 20) / 20f : null;
        IsFlat = random.Next(3) == 0;
        IsSplit = random.Next(3) == 0;
    }

    public int Seed { get; }

    public int Index { get; }

    public string Name => $"S{Index:000}";

    public MadeTask Task { get; }

    /// <summary>The properties but the label, in the order of declaration.</summary>
    public IReadOnlyList<MadeColumn> Columns { get; }

    public IReadOnlyList<MadeMethod> Methods { get; }

    /// <summary>Whether rows of one group stay on one side of the split.</summary>
    public bool HasGroups { get; }

    /// <summary>What sort of type a row is.</summary>
    public string Form { get; }

    /// <summary>The probability from which a row is predicted positive, where the model is given one.</summary>
    public float? Threshold { get; }

    /// <summary>Whether columns of the export are [N] instead of [N, 1].</summary>
    public bool IsFlat { get; }

    /// <summary>Whether each probability of the export is an output of its own.</summary>
    public bool IsSplit { get; }

    /// <summary>A random number generator of the schema's own, for a purpose.</summary>
    public Random Random(int purpose) => new(unchecked((Seed * 7_368_787) + (Index * 31) + purpose));

    /// <summary>The rows to learn from; the label comes last.</summary>
    public List<object?[]> Training(int count)
    {
        Random random = Random(1);
        List<object?[]> rows = [];
        for (int i = 0; i < count; i++)
        {
            object?[] row = [.. Columns.Select(c => c.Usual(random)), null];
            // Labels that the first columns tell something about.
            int told = row[..^1].Take(2).Sum(static v => (Convert.ToString(v, CultureInfo.InvariantCulture) ?? "").Sum(static c => c) % 3);
            row[^1] = Task.Classes.Count > 0
                ? (object)(i < Task.Classes.Count ? i : random.Next(3) > 0 ? told % Task.Classes.Count : random.Next(Task.Classes.Count))
                : Task.IsPoisson || Task.Label == "int" ? told + random.Next(4) : told + (2 * random.NextDouble());
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>The rows to predict: some as those learned from, most with one or two values at an edge.</summary>
    public List<object?[]> Rows(int count, Func<string, IReadOnlyList<double>> near)
    {
        Random random = Random(2);
        IReadOnlyList<double>[] thresholds = [.. Columns.Select(c => near(c.Member))];
        List<object?[]> rows = [];
        for (int i = 0; i < count; i++)
        {
            object?[] row = [.. Columns.Select(c => c.Usual(random)), null];
            for (int edges = random.Next(4) switch { 0 => 0, 3 => 2, _ => 1 }; edges > 0; edges--)
            {
                int column = random.Next(Columns.Count);
                row[column] = Columns[column].Edge(random, thresholds[column]);
            }
            rows.Add(row);
        }
        return rows;
    }
}
