namespace MlDsl.Tool.Scaffolding;

/// <summary>The column that is predicted, and what each other one says of it.</summary>
/// <param name="Facts">The column.</param>
/// <param name="Task">What kind of prediction it is.</param>
internal sealed record TargetFacts(ColumnFacts Facts, TaskKind Task)
{
    /// <summary>A label of more texts than that is no class.</summary>
    public const int MostClasses = 50;

    // Of more whole numbers it is an amount.
    private const int MostIntegerClasses = 20, LeastRows = 20;

    private const double Copy = 0.98, Bend = 0.02;

    private readonly double[] codes = Codes(Facts, Task);

    /// <summary>Why the column was taken for the label; null where it was named.</summary>
    public string? Taken { get; init; }

    /// <summary>Decides what is predicted: as told, or as the values are.</summary>
    /// <exception cref="ToolException">The column cannot be predicted so.</exception>
    public static TargetFacts Of(ColumnFacts facts, TaskKind? told)
    {
        TaskKind task = told ?? Guess(facts);
        string label = $"the label {facts.Column.Said}";
        if (facts.Distinct < 2) throw new ToolException($"{label} has {(facts.Distinct == 0 ? "no value" : "one value only")} in '{facts.Column.Name}'; name another with --label");
        if (task is TaskKind.Regression or TaskKind.Ranking && !facts.IsNumeric && !facts.IsBits)
            throw new ToolException(facts.NumberFormats.Count > 0 ? WithCommas(facts, label) : $"{label} has texts, such as '{Visible.Of(facts.Counts.Keys.First())}': it is a class; leave --task out or name binary or multiclass");
        if (task == TaskKind.Ranking && !IsGrade(facts))
            throw new ToolException(FormattableString.Invariant($"{label} is no grade: grades are whole numbers from 0 to {MlDsl.Training.Grades.Most}"));
        if (task == TaskKind.Binary && facts.Distinct > 2) throw new ToolException($"{label} has {facts.Distinct} values; two classes have two: name --task multiclass or regression");
        return new TargetFacts(facts, task);
    }

    private static bool IsGrade(ColumnFacts facts) => (facts.Kind == ValueKind.Integer || facts.IsBits) && facts.Values.All(static value => double.IsNaN(value) || value is >= 0 and <= MlDsl.Training.Grades.Most);

    private static string WithCommas(ColumnFacts facts, string label) =>
        $"{label} has numbers with commas, such as '{Visible.Of(facts.Counts.Keys.First(static text => text.Contains(',', StringComparison.Ordinal)))}', which are texts here; write them as 1234.5, or name another with --label";

    /// <summary>The label's texts, the rarest first: of two classes it is the positive one.</summary>
    public IReadOnlyList<string> RareFirst => [.. Facts.Counts.OrderBy(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Key)];

    /// <summary>The task's name, and that of the trainer that a draft begins with.</summary>
    public (string Task, string Trainer) Declared => Task switch
    {
        TaskKind.Binary => ("BinaryClassification", "LogisticRegression"),
        TaskKind.Multiclass => ("MulticlassClassification", "LogisticRegression"),
        TaskKind.Ranking => ("Ranking", "LinearRanking"),
        _ => ("Regression", IsCount ? "PoissonRegression" : "LinearRegression"),
    };

    /// <summary>Whether the values of a label are counts, which the logarithm of a mean fits.</summary>
    public bool IsCount => Task == TaskKind.Regression && Facts.Kind == ValueKind.Integer && Facts.Values.All(static value => !(value < 0));

    /// <summary>The correlation of a column's numbers with the label's; 0 where there is none.</summary>
    public double Correlation(ColumnFacts other)
    {
        if (other.Values.Count == 0 || Task == TaskKind.Multiclass) return 0;
        double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            (double a, double b) = (other.Values[i], codes[i]);
            if (double.IsNaN(a) || double.IsNaN(b)) continue;
            n++;
            (double dx, double dy) = (a - x, b - y);
            (x, y) = (x + (dx / n), y + (dy / n));
            (xx, yy, xy) = (xx + (dx * (a - x)), yy + (dy * (b - y)), xy + (dx * (b - y)));
        }
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }

    /// <summary>Whether a whole number says more of the label as a category than as an amount: the means of its values do not lie on a line.</summary>
    public bool IsBent(ColumnFacts other)
    {
        if (Task == TaskKind.Multiclass || other.Kind != ValueKind.Integer || other.Distinct is < 3 or > 32 || other.Present < 30 * other.Distinct) return false;
        return Share(other) - Math.Pow(Correlation(other), 2) > Bend;
    }

    /// <summary>Why a column may be the label by another name; null where nothing speaks for it.</summary>
    public string? Leak(ColumnFacts other)
    {
        if (other.IsConstant || other.Kind is ValueKind.Nothing or ValueKind.Key or ValueKind.Vector || other.IsUnique && !other.IsNumeric) return null;
        if (Same(other)) return "it is the label in every row";
        // A handful of rows lies on a line by chance.
        double r = other.Present < LeastRows ? 0 : Math.Abs(Correlation(other));
        if (r > Copy) return FormattableString.Invariant($"its correlation with the label is {r:0.000}");
        // A value that stands in a row or two has one label whatever it is, and keys of many values may be of things that have one.
        return other.Distinct is > 1 and <= MostClasses && other.Present >= 5 * other.Distinct && other.Counts.Values.Min() > 1 && Determines(other) ? "each of its values has one label only" : null;
    }

    /// <summary>Two columns of numbers whose sum is the label in every row that has one; null where there are none.</summary>
    public (ColumnFacts One, ColumnFacts Other)? Sum(IReadOnlyList<ColumnFacts> others)
    {
        if (!Facts.IsNumeric) return null;
        ColumnFacts[] numbers = [.. others.Where(other => other.IsNumeric && other.Missing == 0 && !other.IsConstant)];
        for (int i = 0; i < numbers.Length; i++)
            for (int k = i + 1; k < numbers.Length; k++)
                if (Adds(numbers[i].Values, numbers[k].Values)) return (numbers[i], numbers[k]);
        return null;
    }

    private bool Adds(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        int rows = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            if (double.IsNaN(codes[i])) continue;
            if (!(Math.Abs(one[i] + other[i] - codes[i]) <= 1e-6 * Math.Abs(codes[i]))) return false;
            rows++;
        }
        return rows >= LeastRows;
    }

    private bool Same(ColumnFacts other) => other.Column.Texts.SequenceEqual(Facts.Column.Texts);

    private bool Determines(ColumnFacts other)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < other.Column.Texts.Count; i++)
        {
            if (other.Column.Texts[i] is not { } value || Facts.Column.Texts[i] is not { } label) continue;
            if (!labels.TryAdd(value, label) && labels[value] != label) return false;
        }
        return true;
    }

    // The share of the label's variance between the values.
    private double Share(ColumnFacts other)
    {
        var groups = new Dictionary<double, (double Count, double Sum)>();
        double count = 0, sum = 0, squares = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            (double value, double y) = (other.Values[i], codes[i]);
            if (double.IsNaN(value) || double.IsNaN(y)) continue;
            var group = groups.GetValueOrDefault(value);
            groups[value] = (group.Count + 1, group.Sum + y);
            (count, sum, squares) = (count + 1, sum + y, squares + (y * y));
        }
        double total = squares - (sum * sum / count);
        return total <= 0 ? 0 : (groups.Values.Sum(static group => group.Sum * group.Sum / group.Count) - (sum * sum / count)) / total;
    }

    private static TaskKind Guess(ColumnFacts facts) => facts switch
    {
        { Kind: ValueKind.Nothing } => TaskKind.Regression,
        { Kind: ValueKind.Number } => TaskKind.Regression,
        { Distinct: 2 } => TaskKind.Binary,
        { Kind: ValueKind.Integer } => facts.Distinct <= MostIntegerClasses && facts.Present >= 10 * facts.Distinct ? TaskKind.Multiclass : TaskKind.Regression,
        { NumberFormats.Count: > 0 } => throw new ToolException(WithCommas(facts, $"the label {facts.Column.Said}")),
        { Kind: ValueKind.Category, Distinct: <= MostClasses } => TaskKind.Multiclass,
        _ => throw new ToolException($"the label {facts.Column.Said} has {facts.Distinct} different texts, which are no classes; name another with --label"),
    };

    // Numbers as they are; of two classes 0 and 1, in the order of their texts.
    private static double[] Codes(ColumnFacts facts, TaskKind task)
    {
        if (task == TaskKind.Multiclass) return [];
        if (facts.Values.Count > 0) return [.. facts.Values];
        string first = facts.Counts.Keys.Min(StringComparer.Ordinal)!;
        return [.. facts.Column.Texts.Select(text => text is null ? double.NaN : text == first ? 0.0 : 1)];
    }
}

/// <summary>The kinds of predictions that a scaffold can declare.</summary>
internal enum TaskKind
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>One of two classes.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,

    /// <summary>An order among the rows of a group.</summary>
    Ranking,
}
