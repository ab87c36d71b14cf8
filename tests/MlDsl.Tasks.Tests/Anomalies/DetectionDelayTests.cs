using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>What a machine's sensor says, and whether it was found to fail.</summary>
[Dataset]
public sealed partial record SensorReading
{
    [Group] public required string Machine { get; init; }
    [EventTime] public DateTime At { get; init; }
    [Numeric] public float Heat { get; init; }
    [Label] public bool IsFailing { get; init; }
}

[Model<SensorReading, AnomalyDetection>]
[RobustZScores(Contamination = 0.05)]
public sealed partial class SensorModel;

/// <summary>How soon episodes are told.</summary>
public sealed class DetectionDelayTests
{
    private static readonly EvaluationOptions Plain = EvaluationOptions.Default with { Resamples = 0 };

    // a anomaly, A flagged as well; n none, N flagged though.
    [Theory]
    [InlineData("nnaaAannAnaa", 3, 2 / 3.0, 1, 60, 0)]
    [InlineData("NnAaan", 1, 1, 0, 0, 1 / 3.0)]
    [InlineData("aaaA", 1, 1, 3, 180, double.NaN)]
    [InlineData("nnaa", 1, 0, double.NaN, double.NaN, 0)]
    public void AnEpisodeIsToldAtItsFirstFlaggedRow(string rows, int episodes, double detected, double after, double seconds, double falseAlarms)
    {
        DetectionDelay delay = DetectionDelay.Of([(7, [.. rows.Select(static (c, i) => (i * TimeSpan.TicksPerMinute, char.ToLowerInvariant(c) == 'a', char.IsUpper(c)))])], Plain);
        Assert.Equal(episodes, delay.Episodes);
        Assert.Equal(detected, delay.Detected.Value, 1e-12);
        Assert.Equal(after, delay.Rows.Value, 1e-12);
        Assert.Equal(seconds, delay.Seconds.Value, 1e-9);
        Assert.Equal(falseAlarms, delay.FalseAlarms.Value, 1e-12);
    }

    [Fact]
    public void WithoutAnEpisodeThereIsNothingToTell() =>
        Assert.Contains("No row is labelled an anomaly", Assert.Throws<EvaluationException>(static () => DetectionDelay.Of([(1, [(0, false, true)])], Plain)).Message, StringComparison.Ordinal);

    // Heat rises by 4 of its spreads every half hour, from when a machine fails on.
    [Fact]
    public void SeriesOfAModelAreMeasuredByMachineAndTime()
    {
        var random = new Random(5);
        var rows = new List<SensorReading>();
        for (int machine = 0; machine < 40; machine++)
        {
            for (int step = 0; step < 60; step++)
            {
                bool isFailing = machine % 2 == 0 && step >= 50;
                rows.Add(new SensorReading { Machine = $"m{machine}", At = new DateTime(2026, 1, 1).AddMinutes(30 * step), Heat = (float)(40 + random.NextDouble() + (isFailing ? (step - 50) * 1.2 : 0)), IsFailing = isFailing });
            }
        }
        // Times are what orders them.
        SensorReading[] shuffled = [.. rows];
        random.Shuffle(shuffled);
        Split<SensorReading> split = Dataset<SensorReading>.FromRows(shuffled).SplitByGroup(0.5, 0.1, seed: 1);
        SensorModel model = SensorModel.Fit(split.Train);
        DetectionDelay delay = model.Delay(split.Validation);
        int failing = split.Validation.Rows.Where(static row => row.IsFailing).Select(static row => row.Machine).Distinct().Count();
        Assert.Equal((failing, 1.0), (delay.Episodes, delay.Detected.Value));
        Assert.InRange(delay.Rows.Value, 1, 5);
        Assert.Equal(delay.Rows.Value * 1800, delay.Seconds.Value, 1e-6);
        Assert.True(delay.Rows.HasInterval && delay.FalseAlarms.Value < 0.05, delay.ToString());
        // A lower threshold tells sooner and is wrong more often.
        DetectionDelay eager = model.WithThreshold(0.55f).Delay(split.Validation);
        Assert.True(eager.Rows.Value < delay.Rows.Value && eager.FalseAlarms.Value > delay.FalseAlarms.Value, $"{eager} {delay}");
    }

    [Fact]
    public void RowsWithoutLabelsOrTimesAreNamed()
    {
        Split<Payment> split = Payments.Split();
        Assert.Contains("'Payment' has no label that says when", Assert.Throws<InvalidOperationException>(() => PaymentModel.Fit(split.Train).Delay(split.Validation)).Message, StringComparison.Ordinal);
        Split<JudgedPayment> judged = Payments.JudgedSplit();
        Assert.Contains("mark the column that says when a row happened [EventTime]", Assert.Throws<InvalidOperationException>(() => JudgedModel.Fit(judged.Train).Delay(judged.Validation)).Message, StringComparison.Ordinal);
    }
}
