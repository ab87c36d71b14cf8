using System.Globalization;
using MlDsl.Properties.Values;

namespace MlDsl.Properties.Schemas;

/// <summary>A made-up data set with a task: everything follows from the seed and the index.</summary>
internal sealed class MadeSchema : IMadeModel
{
    // Names that are words of C#, outputs of exports or members of generated code, and such as files have.
    private static readonly string[] Names =
        ["Size", "Shop", "class", "prediction", "label", "features", "scores", "Größe", "input", "sink", "_1", "Learned_", "probabilities", "value", "row", "At", "Col_Name", "N"];

    private static readonly string[] Forms =
        ["sealed partial record", "sealed partial class", "partial record struct", "partial struct", "readonly partial record struct"];

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public MadeSchema(int seed, int index)
    {
        (Seed, Index) = (seed, index);
        Random random = new(unchecked((seed * 1_000_003) + index));
        Task = MadeTask.Make(random);
        Random further = new(unchecked((seed * 2_750_159) + (index * 41)));
        bool isUnlabeled = IsUnlabeled = index % 4 == 3;
        if (isUnlabeled) Task = UnlabeledTasks.Make(further, index / 4, Task);
        // The first of each trainer leave as graphs that are compiled, so that a few schemas say of each what the table of kinds does.
        bool isPlain = isUnlabeled && index / 4 < UnlabeledTasks.Count;
        // Of its own draws, so that the other schemas are what they are without.
        Random trees = new(unchecked((seed * 9_176_263) + (index * 17)));
        bool isBoosted = trees.Next(4) == 0 && !isUnlabeled;
        // One of six holds n-grams of texts, which no export holds.
        bool isExported = random.Next(6) > 0 || isPlain, takesTarget = Task.Task != "MulticlassClassification" && !isUnlabeled;
        List<MadeColumn> columns = Features(random, isExported, takesTarget);
        if (isBoosted) columns = [.. columns.Select(column => TreeColumns.Of(trees, column))];
        if (isUnlabeled) columns = [.. columns.Select(column => UnlabeledTasks.Of(further, column, Task))];
        if (isPlain) columns = [.. columns.Select(column => IsHashed(column.Attributes) ? NumericColumns.Make(further, column.Member) : column)];
        int features = columns.Count;
        Split = Roles.Add(random, columns, Task.Classes.Count > 0, Task.Task == "Ranking");
        // Of few groups, all or none may be held back.
        bool holdsBack = !Split.Contains("Group", StringComparison.Ordinal);
        if (isBoosted) Task = Task.Boosted(trees, holdsBack, columns.Any(static c => c.Attributes.Contains("Monotone", StringComparison.Ordinal)));
        Random others = new(unchecked((seed * 5_915_587) + (index * 29)));
        bool isByMlNet = !isBoosted && !isUnlabeled && others.Next(3) == 0 && !Task.IsPoisson;
        bool isWeighted = columns.Any(static c => c.Attributes.Contains("[Weight", StringComparison.Ordinal));
        if (isByMlNet) Task = Task.ByMlNet(others, holdsBack, isWeighted);
        Random factors = new(unchecked((seed * 3_628_273) + (index * 37)));
        if (isByMlNet && !isWeighted && Task.Task == "BinaryClassification" && factors.Next(2) == 0) Task = Task.Factored(factors);
        List<MadeMethod> methods = [];
        MadeColumn[] taken = [.. columns.Take(features).Concat(columns.Skip(features).Where(static c => c.Member.StartsWith("Bare", StringComparison.Ordinal)))];
        if (random.Next(3) > 0 || taken.Length > features)
        {
            for (int i = random.Next(1, 5); i > 0; i--)
                if (MadeMethods.Make(random, $"Made{i}", taken, methods, takesTarget, !isExported) is { } method && !(isPlain && IsHashed(method.Kind))) methods.Add(method);
        }
        for (int i = 0; i < columns.Count; i++) places.Add(columns[i].Member, i);
        Form = Forms[random.Next(Forms.Length)];
        Threshold = Task.Task == "BinaryClassification" && random.Next(2) == 0 ? random.Next(1, 20) / 20f : null;
        IsFlat = random.Next(3) == 0;
        IsSplit = random.Next(3) == 0;
        ShowsParts = random.Next(4) > 0;
        Nulls = random.Next(3) == 0 ? ExportNulls.Sentinel : ExportNulls.Present;
        Step = !holdsBack || isUnlabeled || random.Next(3) == 0 ? "" : Task.MakeStep(random);
        // Rows that are held back have words that others have not.
        if (Step.Length > 0) methods = [.. methods.Select(method => OfWords(method, columns) ? method with { Kind = method.Kind.Replace("Unknown.Error", "Unknown.Bucket", StringComparison.Ordinal) } : method)];
        (Columns, Methods) = (columns, methods);
    }

    public int Seed { get; }

    public int Index { get; }

    public string Name => $"S{Index:000}";

    public string Kind => IsUnlabeled ? Task.Trainer[1..Task.Trainer.IndexOf('(', StringComparison.Ordinal)] : Task.Task;

    public string Again => $"--seed {Seed} --schema {Index}";

    public string Source => SchemaSource.Write(this);

    public MadeTask Task { get; }

    /// <summary>Whether the task learns from no label, whether or not rows have one.</summary>
    public bool IsUnlabeled { get; }

    /// <summary>The properties but the label, in the order of declaration.</summary>
    public IReadOnlyList<MadeColumn> Columns { get; }

    public IReadOnlyList<MadeMethod> Methods { get; }

    /// <summary>The methods that are computed to an ulp.</summary>
    public IReadOnlySet<string> LooseMethods => Methods.Where(static m => m.IsLoose).Select(static m => m.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>How the rows to fit to are split, as C#.</summary>
    public string Split { get; }

    /// <summary>What sort of type a row is.</summary>
    public string Form { get; }

    /// <summary>The probability from which a row is predicted positive, where the model is given one.</summary>
    public float? Threshold { get; }

    /// <summary>The attribute of a calibration or of intervals; empty for none.</summary>
    public string Step { get; }

    /// <summary>Whether predictions are intervals.</summary>
    public bool HasIntervals => Step.Contains("Intervals", StringComparison.Ordinal);

    /// <summary>Whether columns of the export are [N] instead of [N, 1].</summary>
    public bool IsFlat { get; }

    /// <summary>Whether each probability of the export is an output of its own.</summary>
    public bool IsSplit { get; }

    /// <summary>Whether scores and features are outputs of the export.</summary>
    public bool ShowsParts { get; }

    /// <summary>What stands for a missing value in the export.</summary>
    public ExportNulls Nulls { get; }

    public Examination Examine(object bridge) => new RowExamination(this, (Bridge)bridge);

    /// <summary>The places of the columns that a column or feature method is made of.</summary>
    public IEnumerable<int> Sources(string member) => places.TryGetValue(member, out int place)
        ? [place]
        : Methods.FirstOrDefault(m => m.Name == member)?.Arguments.SelectMany(Sources) ?? [];

    /// <summary>A random number generator of the schema's own, for a purpose.</summary>
    public Random Random(int purpose) => new(unchecked((Seed * 7_368_787) + (Index * 31) + purpose));

    /// <summary>The rows to learn from; the label comes last.</summary>
    public List<object?[]> Training(int count)
    {
        Random random = Random(1);
        List<object?[]> rows = [];
        int query = Task.Task == "Ranking" ? Columns.ToList().FindIndex(static c => c.Attributes.Contains("[Group", StringComparison.Ordinal)) : -1;
        for (int i = 0; i < count; i++)
        {
            object?[] row = [.. Columns.Select(c => c.Usual(random)), null];
            // A query of one row teaches no order.
            if (query >= 0 && i % 4 > 0) row[query] = rows[^1][query];
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

    private static bool IsHashed(string attributes) => attributes.Contains("HashBits", StringComparison.Ordinal);

    private static bool OfWords(MadeMethod method, List<MadeColumn> columns) => columns.Any(column => column.Draws is WordDraws && method.Arguments.Contains(column.Member));

    private static List<MadeColumn> Features(Random random, bool isExported, bool takesTarget)
    {
        string[] names = [.. Names.OrderBy(_ => random.Next())];
        List<MadeColumn> columns = [];
        // Rarely more than one generated method writes.
        for (int count = random.Next(60) == 0 ? 101 + random.Next(5) : random.Next(1, 8); columns.Count < count;)
        {
            string name = columns.Count < names.Length ? names[columns.Count] : $"More{columns.Count}";
            columns.Add(random.Next(isExported ? 12 : 14) switch
            {
                < 4 => NumericColumns.Make(random, name),
                < 8 => CategoryColumns.Make(random, name, takesTarget),
                < 10 => OtherColumns.MakeTime(random, name),
                < 12 => NumericColumns.MakeVector(random, name),
                _ => OtherColumns.MakeText(random, name),
            });
        }
        return columns;
    }
}
