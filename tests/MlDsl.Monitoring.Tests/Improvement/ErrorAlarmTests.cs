using System.Globalization;
using MlDsl.Monitoring.Tests.Estimates;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Improvement;

public sealed class ErrorAlarmTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Blocks that follow each other, around a mean.
    private static Func<double> Blocks(KnownProbabilities made, double rho)
    {
        double at = made.Normal();
        return () => 10 + (at = (rho * at) + (Math.Sqrt(1 - (rho * rho)) * made.Normal()));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.4)]
    public void NothingIsAlarmedMoreOftenThanDeclared(double rho)
    {
        const int Runs = 600;
        int alarms = 0, found = 0, days = 0, late = 0, lateDays = 0;
        for (int run = 0; run < Runs; run++)
        {
            // A reference of its own for each run, of which all its blocks are held against one.
            Func<double> next = Blocks(new KnownProbabilities(run), rho);
            ErrorAlarm none = ErrorAlarm.Of([.. Enumerable.Range(0, 60).Select(_ => next())]), shifted = none;
            for (int day = 0; day < 365; day++)
            {
                double loss = next();
                none = none.After(Start.AddDays(day), loss);
                shifted = shifted.After(Start.AddDays(day), loss + 1.5);
            }
            if (none.Since is not null) alarms++;
            // The same shift after a quiet year, which the mean has in it.
            ErrorAlarm diluted = none;
            for (int day = 365; day < 3 * 365 && diluted.Since is null; day++) diluted = diluted.After(Start.AddDays(day), next() + 1.5);
            if (none.Since is null && diluted.Since is { } afterwards)
            {
                late++;
                lateDays += (afterwards - Start).Days + 1 - 365;
            }
            if (shifted.Since is not { } since) continue;
            found++;
            days += (since - Start).Days + 1;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: error_alarm_rho={rho} declared=0.05 false={(double)alarms / Runs:F4} found={(double)found / Runs:F3} after_blocks={(double)days / found:F1} late={(double)late / Runs:F3} late_after_blocks={(double)lateDays / late:F1}"));
        Assert.InRange(alarms, 0, 0.05 * Runs);
        Assert.InRange(found, 0.95 * Runs, Runs);
        Assert.InRange(late, 0.5 * Runs, Runs);
        // It takes longer: whoever wants it sooner begins a new alarm now and then.
        Assert.True((double)lateDays / late > 2.0 * days / found);
    }

    [Fact]
    public void FewerErrorsAreNoAlarm()
    {
        Func<double> next = Blocks(new KnownProbabilities(1), 0);
        ErrorAlarm alarm = ErrorAlarm.Of([.. Enumerable.Range(0, 60).Select(_ => next())]);
        for (int day = 0; day < 100; day++) alarm = alarm.After(Start.AddDays(day), next() - 3);
        Assert.Null(alarm.Since);
        Assert.True(alarm.Evidence > 20);
        Assert.StartsWith("No alarm", alarm.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheStateIsTextAndStaysTheSame()
    {
        Func<double> next = Blocks(new KnownProbabilities(2), 0);
        ErrorAlarm alarm = ErrorAlarm.Of([.. Enumerable.Range(0, 60).Select(_ => next())], 0.01, effect: 0.7), read = alarm;
        for (int day = 0; day < 40; day++)
        {
            double loss = next() + (day > 10 ? 3 : 0);
            alarm = alarm.After(Start.AddDays(day), loss);
            read = ErrorAlarm.Parse(read.ToJson()).After(Start.AddDays(day), loss);
        }
        Assert.Equal(alarm, read);
        Assert.NotNull(alarm.Since);
        // It stays, whatever follows.
        Assert.Equal(alarm.Since, alarm.After(Start.AddDays(90), -1000).Since);
        Assert.Contains("alarmed since", alarm.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheEvidenceIsThatOfItsFormula()
    {
        // Two blocks over a reference of 0 and 2 in turn: its mean is 1, and neighbours differ, so that nothing is added for their following each other.
        ErrorAlarm alarm = ErrorAlarm.Of([.. Enumerable.Range(0, 40).Select(static i => 2.0 * (i % 2))], effect: 2);
        double freedom = 39, least = freedom * Math.Pow(1 - (2 / (9 * freedom)) - (1.6448536269514722 * Math.Sqrt(2 / (9 * freedom))), 3);
        Assert.Equal(40.0 / 39 * freedom / least, alarm.Variance, 12);
        alarm = alarm.After(Start, 3).After(Start.AddDays(1), 5);
        double v = alarm.Variance * (0.5 + (1.0 / 40)), d = 3, t = 4;
        Assert.Equal(Math.Sqrt(v / (v + t)) * Math.Exp(d * d * t / (2 * v * (v + t))), alarm.Evidence, 9);
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        double[] reference = [.. Enumerable.Range(0, 30).Select(static i => (double)(i % 3))];
        Assert.Contains("20 or more", Assert.Throws<ArgumentException>(() => ErrorAlarm.Of(reference[..19])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ErrorAlarm.Of([.. Enumerable.Repeat(1.0, 30)]));
        Assert.Throws<ArgumentException>(() => ErrorAlarm.Of([.. reference, double.NaN]));
        Assert.Throws<ArgumentException>(() => ErrorAlarm.Of(reference, 0));
        Assert.Throws<ArgumentException>(() => ErrorAlarm.Of(reference, effect: -1));
        ErrorAlarm alarm = ErrorAlarm.Of(reference);
        Assert.Equal(1, alarm.Evidence);
        Assert.Equal("No block of outcomes is there yet", alarm.ToString());
        Assert.Throws<ArgumentException>(() => alarm.After(Start, double.NaN));
        // A clock that goes backwards, and a block that comes twice.
        Assert.Contains("not later", Assert.Throws<ArgumentException>(() => alarm.After(Start, 1).After(Start, 1)).Message, StringComparison.Ordinal);
        string json = alarm.After(Start, 1).ToJson();
        for (int length = 0; length < json.Length; length++) Assert.Throws<FormatException>(() => ErrorAlarm.Parse(json[..length]));
        Assert.Throws<FormatException>(() => ErrorAlarm.Parse(json.Replace("\"blocks\":1", "\"blocks\":-1", StringComparison.Ordinal)));
    }
}
