using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Groups;

/// <summary>Incomes of the 1994 census by sex and ethnicity: the groups' losses where labels are as they were, and where one group's are drawn anew.</summary>
public sealed class AdultGroupsTests(ITestOutputHelper output)
{
    private const int Seeds = 100;

    [FactWith("adult.csv")]
    public void TheGroupWhoseLabelsAreDrawnAnewIsNamedFirst()
    {
        Dataset<Census> data = Dataset<Census>.FromCsv(TestData.File("adult.csv"), new CsvOptions { Trim = true, Missing = ["", "?"] });
        Split<Census> split = data.SplitStratified(validation: 0.6, test: 0, seed: 5);
        CensusModel model = CensusModel.Fit(split.Train);
        Census[] rows = [.. split.Validation.Rows];
        double[] chances = [.. rows.Select(row => Math.Clamp((double)model.Predict(row.ToInput()).Probability, 1e-6, 1 - 1e-6))];
        string[] groups = [.. rows.Select(static row => $"{row.Sex}, {row.Ethnicity}")];
        string[] large = [.. groups.GroupBy(static group => group).Where(static group => group.Count() >= 400).Select(static group => group.Key).Order(StringComparer.Ordinal)];
        double rate = rows.Average(static row => row.IsOver50K ? 1.0 : 0);
        int first = 0, wrong = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            ulong stream = EvaluationRandom.Stream(11, seed);
            string redrawn = large[seed % large.Length];
            List<GroupValue> before = [], now = [], changed = [];
            for (int i = 0; i < rows.Length; i++)
            {
                GroupValue value = new(groups[i], Loss(chances[i], rows[i].IsOver50K));
                if ((EvaluationRandom.At(stream, (ulong)(2 * i)) & 1) == 0)
                {
                    before.Add(value);
                    continue;
                }
                now.Add(value);
                double draw = (EvaluationRandom.At(stream, (ulong)((2 * i) + 1)) >> 11) * (1.0 / (1UL << 53));
                changed.Add(groups[i] == redrawn ? value with { Value = Loss(chances[i], draw < rate) } : value);
            }
            GroupReference reference = GroupReference.Of(before);
            if (Alarms(reference, now, seed).Count > 0) wrong++;
            if (Alarms(reference, changed, seed) is [var alarm, ..] && alarm.Column == redrawn) first++;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: adult_seeds={Seeds} adult_groups={large.Length} adult_first={first} adult_null={wrong}"));
        Assert.InRange(first, 95, Seeds);
        Assert.InRange(wrong, 0, 5);
    }

    private static IReadOnlyList<DriftAlarm> Alarms(GroupReference reference, IEnumerable<GroupValue> rows, int seed)
    {
        var alarms = new DriftAlarms(reference.Profile, new AlarmOptions { WindowsPerWeek = 1, Seed = (ulong)seed });
        return [.. alarms.Observe(reference.Window(rows, Alarmed, Alarmed.AddDays(7)).Counts).Alarms.Where(static alarm => alarm.Kind == AlarmKind.Window)];
    }

    private static DateTimeOffset Alarmed => new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private static double Loss(double chance, bool label) => -Math.Log(label ? chance : 1 - chance);
}

/// <summary>A person of the census; sex and ethnicity are no features.</summary>
[Dataset]
public sealed partial record Census
{
    [Column("age"), Numeric(Scale = Scale.Standard)] public required float Age { get; init; }
    [Column("workclass"), Categorical(Unknown = Unknown.Bucket)] public string? WorkClass { get; init; }
    [Column("education-num"), Numeric(Scale = Scale.Standard)] public required float EducationYears { get; init; }
    [Column("marital-status"), Categorical(Unknown = Unknown.Bucket)] public required string MaritalStatus { get; init; }
    [Column("occupation"), Categorical(Unknown = Unknown.Bucket)] public string? Occupation { get; init; }
    [Column("hours-per-week"), Numeric(Scale = Scale.Standard)] public required float Hours { get; init; }
    [Column("ethnicity"), Sensitive] public required string Ethnicity { get; init; }
    [Column("sex"), Sensitive] public required string Sex { get; init; }
    [Column("label(IsOver50K)"), Label] public bool IsOver50K { get; init; }
}

[Model<Census, BinaryClassification>(Name = "census"), LogisticRegression]
public sealed partial class CensusModel;
