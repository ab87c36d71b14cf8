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

/// <summary>The same by the number of its step.</summary>
[Dataset]
public sealed partial record NumberedReading
{
    [Group] public required string Machine { get; init; }
    [EventTime] public int Step { get; init; }
    [Numeric] public float Heat { get; init; }
    [Label] public bool IsFailing { get; init; }
}

[Model<NumberedReading, AnomalyDetection>]
[RobustZScores(Contamination = 0.05)]
public sealed partial class NumberedModel;

/// <summary>How soon episodes are told.</summary>
public sealed class DetectionDelayTests
{
    private static readonly EvaluationOptions Plain = EvaluationOptions.Default with { Resamples = 0 };
    private static readonly DateTime Start = new(2026, 1, 1);
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    // a anomaly, A flagged as well; n none, N flagged though.
    [Theory]
    [InlineData("nnaaAannAnaa", 3, 2 / 3.0, 1, 60, 0)]
    [InlineData("NnAaan", 1, 1, 0, 0, 1 / 3.0)]
    [InlineData("aaaA", 1, 1, 3, 180, double.NaN)]
    [InlineData("nnaa", 1, 0, double.NaN, double.NaN, 0)]
    public void AnEpisodeIsToldAtItsFirstFlaggedRow(string rows, int episodes, double detected, double after, double seconds, double falseAlarms)
    {
        DetectionDelay delay = DetectionDelay.Of([Series(rows)], Plain);
        Assert.Equal(episodes, delay.Episodes);
        Assert.Equal(detected, delay.Detected.Value, 1e-12);
        Assert.Equal(after, delay.Rows.Value, 1e-12);
        Assert.Equal(seconds, delay.Seconds.Value, 1e-9);
        Assert.Equal(falseAlarms, delay.FalseAlarms.Value, 1e-12);
    }

    [Fact]
    public void WithoutAnEpisodeThereIsNothingToTell() =>
        Assert.Contains("No row is labelled an anomaly", Assert.Throws<EvaluationException>(static () => DetectionDelay.Of([Series("N")], Plain)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("nnaA", "1 episode: detected 1.000, after 1.000 rows, 60.000 seconds; false alarms 0.000")]
    [InlineData("nnaa", "1 episode: detected 0.000; false alarms 0.000")]
    [InlineData("aaaA", "1 episode: detected 1.000, after 3.000 rows, 180.000 seconds")]
    public void WhatIsUndefinedIsNotPrinted(string rows, string text) => Assert.Equal(text, DetectionDelay.Of([Series(rows)], Plain).ToString());

    // Of 12 runs of rows between episodes one is flagged throughout: another dozen of runs may have none such, or several.
    [Fact]
    public void FalseAlarmsOfOneSeriesAreResampledByRunsBetweenEpisodes()
    {
        string rows = string.Concat(Enumerable.Range(0, 12).Select(static run => new string(run == 4 ? 'N' : 'n', 30) + "aA"));
        Metric alarms = DetectionDelay.Of([Series(rows)], EvaluationOptions.Default).FalseAlarms;
        Assert.Equal(1 / 12.0, alarms.Value, 1e-12);
        Assert.Equal(0, alarms.Low);
        Assert.True(alarms.High > 0.2, alarms.ToString());
        // However many rows there are, two runs say nothing of others.
        Assert.False(DetectionDelay.Of([Series(rows[..64])], EvaluationOptions.Default).FalseAlarms.HasInterval);
    }

    // Heat rises by 4 of its spreads every half hour, from when a machine fails on.
    [Fact]
    public void SeriesOfAModelAreMeasuredByMachineAndTime()
    {
        Split<SensorReading> split = Dataset<SensorReading>.FromRows(Readings()).SplitByGroup(0.5, 0.1, seed: 1);
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
    public void NumbersOfStepsAreNoSeconds()
    {
        NumberedReading[] rows = [.. Readings().Select(static row => new NumberedReading { Machine = row.Machine, Step = (int)((row.At - Start) / HalfHour), Heat = row.Heat, IsFailing = row.IsFailing })];
        Split<NumberedReading> split = Dataset<NumberedReading>.FromRows(rows).SplitByGroup(0.5, 0.1, seed: 1);
        DetectionDelay delay = NumberedModel.Fit(split.Train).Delay(split.Validation);
        Assert.InRange(delay.Rows.Value, 1, 5);
        Assert.False(delay.Seconds.IsDefined);
        Assert.DoesNotContain("seconds", delay.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RowsWithoutLabelsOrTimesAreNamed()
    {
        Split<Payment> split = Payments.Split();
        Assert.Contains("'Payment' has no label that says when", Assert.Throws<InvalidOperationException>(() => PaymentModel.Fit(split.Train).Delay(split.Validation)).Message, StringComparison.Ordinal);
        Split<JudgedPayment> judged = Payments.JudgedSplit();
        Assert.Contains("mark the column that says when a row happened [EventTime]", Assert.Throws<InvalidOperationException>(() => JudgedModel.Fit(judged.Train).Delay(judged.Validation)).Message, StringComparison.Ordinal);
    }

    // A row a minute.
    private static (ulong, IReadOnlyList<DetectionDelay.Row>) Series(string rows) =>
        (7, [.. rows.Select(static (c, i) => new DetectionDelay.Row(i * TimeSpan.TicksPerMinute, char.ToLowerInvariant(c) == 'a', char.IsUpper(c)))]);

    // Shuffled: times are what orders them.
    private static SensorReading[] Readings()
    {
        var random = new Random(5);
        var rows = new List<SensorReading>();
        for (int machine = 0; machine < 40; machine++)
        {
            for (int step = 0; step < 60; step++)
            {
                bool isFailing = machine % 2 == 0 && step >= 50;
                rows.Add(new SensorReading { Machine = $"m{machine}", At = Start + (step * HalfHour), Heat = (float)(40 + random.NextDouble() + (isFailing ? (step - 50) * 1.2 : 0)), IsFailing = isFailing });
            }
        }
        SensorReading[] shuffled = [.. rows];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
