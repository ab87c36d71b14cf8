using System.Globalization;

namespace MlDsl.Tool.Tests;

/// <summary>Rows whose labels a rule says, as a file and as models that were fitted to it by their types.</summary>
internal static class Visits
{
    public const string Header = "age,ward,at,cost,returned,patient\n";

    /// <summary>So many rows of a file; the same every time.</summary>
    public static string Text(int rows, int seed = 1, double noise = 5)
    {
        var random = new Random(seed);
        return Header + string.Concat(Enumerable.Range(0, rows).Select(i =>
        {
            double age = Math.Round(random.NextDouble() * 80, 2), cost = Math.Round((2 * age) + (i % 3 * 10) + (noise * ((2 * random.NextDouble()) - 1)), 3);
            return string.Create(CultureInfo.InvariantCulture, $"{age},{(char)('a' + (i % 3))},{new DateTime(2024, 1, 1).AddHours(i):yyyy-MM-ddTHH:mm:ss},{cost},{(cost + (random.NextDouble() * 40) > 110 ? "true" : "false")},p{i % 40}\n");
        }));
    }

    /// <summary>The same with the number of each row as its step.</summary>
    public static string Numbered(int rows) => string.Concat(Text(rows).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static (line, i) => $"{line},{(i == 0 ? "step" : $"{i - 1}")}\n"));

    /// <summary>Fits, saves, and gives the file's path.</summary>
    public static string Save(this CodeFolder folder, string name, Action<string> save)
    {
        save(folder[name]);
        return folder[name];
    }
}

[Dataset]
internal sealed partial record Visit
{
    [Column("age"), Numeric(Scale = Scale.Standard)] public required float Age { get; init; }
    [Column("ward"), Categorical] public required string Ward { get; init; }
    [Column("cost"), Label] public float Cost { get; init; }
}

[Model<Visit, Regression>(Name = "visit")]
[LinearRegression(L2 = 1e-3)]
internal sealed partial class VisitModel;

[Dataset]
internal sealed partial record Return
{
    [Column("age"), Numeric(Scale = Scale.Standard)] public required float Age { get; init; }
    [Column("ward"), Categorical(Encoding = CategoricalEncoding.Target)] public required string Ward { get; init; }
    [Column("returned"), Label] public bool Returned { get; init; }
}

[Model<Return, BinaryClassification>(Name = "return")]
[LogisticRegression(L2 = 1e-3)]
internal sealed partial class ReturnModel;

[Dataset]
internal sealed partial record TimedVisit
{
    [Column("age"), Numeric] public required float Age { get; init; }
    [Column("at"), EventTime, DateParts(DatePart.Hour)] public required DateTime At { get; init; }
    [Column("cost"), Label] public float Cost { get; init; }
}

[Model<TimedVisit, Regression>(Name = "timed-visit")]
[LinearRegression]
internal sealed partial class TimedVisitModel;

[Dataset]
internal sealed partial record NumberedVisit
{
    [Column("age"), Numeric] public required float Age { get; init; }
    [Column("step"), EventTime] public required int Step { get; init; }
    [Column("cost"), Label] public float Cost { get; init; }
}

[Model<NumberedVisit, Regression>(Name = "numbered-visit")]
[LinearRegression]
internal sealed partial class NumberedVisitModel;

[Dataset]
internal sealed partial record PatientVisit
{
    [Column("age"), Numeric] public required float Age { get; init; }
    [Column("patient"), Group] public required string Patient { get; init; }
    [Column("cost"), Label] public float Cost { get; init; }
}

[Model<PatientVisit, Regression>(Name = "patient-visit")]
[LinearRegression]
internal sealed partial class PatientVisitModel;

[Dataset]
internal sealed partial record LoneVisit
{
    [Column("age"), Numeric] public required float Age { get; init; }
    [Column("cost"), Label] public float Cost { get; init; }
}

[Model<LoneVisit, Regression>(Name = "lone-visit")]
[LinearRegression]
internal sealed partial class LoneVisitModel;

[Dataset]
internal sealed partial record CodedVisit
{
    [Column("age")] public required float Age { get; init; }
    [Column("cost"), Label] public float Cost { get; init; }
}

[Features<CodedVisit>]
internal static class CodedFeatures
{
    [Numeric]
    public static float Letters(float age) => age.ToString(CultureInfo.InvariantCulture).Length;

    [Numeric(Length = 2, Impute = Impute.Mean)]
    public static float[] Spelt(float age) => [-age, age.ToString(CultureInfo.InvariantCulture).Length % 2 == 0 ? age : float.NaN];
}

[Model<CodedVisit, Regression>(Name = "coded-visit")]
[LinearRegression]
internal sealed partial class CodedVisitModel;
