using System.Globalization;
using MlDsl.Tasks.Tests.Monitoring;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Past covariates, and looks at the errors of a service, on a series that nobody here made.</summary>
public sealed class HireSeriesTests(ITestOutputHelper output)
{
    private static readonly DateTime Begin = new(2012, 2, 1), From = new(2012, 6, 15), To = new(2012, 8, 1), Last = new(2012, 8, 9), Dead = new(2012, 6, 4);
    // Beside other tests, threads would wait for each other.
    private static readonly TrainingControl OneThread = new() { Threads = 1 };

    // A part of the value itself is read up to the origin alone: it would halve the error if one hour of it were read ahead.
    [FactWith(Hire.File, "libgomp.so.1")]
    public void WhatIsMeasuredUpToTheOriginTellsLittleOfTheHoursAhead()
    {
        double alone = Mase<Hire>(static (hour, count, _) => new() { Hour = hour, Bicycles = count }, static split => HireForecast.Fit(split.Train, control: OneThread).Evaluate(split.Validation, split.Train));
        double weather = Mase<WeatheredHire>(
            static (hour, count, cells) => new() { Hour = hour, Bicycles = count, Temperature = Hire.Number(cells[10]), Humidity = Hire.Number(cells[12]), Wind = Hire.Number(cells[13]) },
            static split => WeatheredForecast.Fit(split.Train, control: OneThread).Evaluate(split.Validation, split.Train));
        double planted = Mase<PlantedHire>(
            static (hour, count, cells) => new() { Hour = hour, Bicycles = count, Registered = Hire.Number(cells[15]) }, static split => PlantedForecast.Fit(split.Train, control: OneThread).Evaluate(split.Validation, split.Train));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tasks: hire mase_alone={alone:F4} mase_weather={weather:F4} mase_planted={planted:F4}"));
        Assert.InRange(weather, 0.85 * alone, 1.1 * alone);
        Assert.InRange(planted, 0.85 * alone, 1.1 * alone);
    }

    // A hire that grows is followed by its own lags: no week of it is told. From June on the service is told of no hires in the last two days, as if its feed were dead.
    [FactWith(Hire.File, "libgomp.so.1")]
    public void ADeadFeedIsToldAndGrowthIsNot()
    {
        Hire[] rows = [.. Hire.Read(static (hour, count, _) => new Hire { Hour = hour, Bicycles = count })];
        var first = new DateTime(2011, 10, 3);
        HireForecast model = HireForecast.Fit(Dataset<Hire>.FromRows(rows.Where(row => row.Hour < first)).SplitByTime(0, 0).Train, control: OneThread);
        ForecastLook[] healthy = Looks(DateTime.MaxValue), dead = Looks(Dead);
        int errors = healthy.Count(static look => look.IsErrorAlarm), intervals = healthy.Count(static look => look.IsIntervalAlarm);
        ForecastLook[] late = [.. dead.Where(static look => look.From >= Dead)];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"tasks: hire looks={healthy.Length} errors={errors} intervals={intervals} dead={late.Length} dead_errors={late.Count(static look => look.IsErrorAlarm)} dead_intervals={late.Count(static look => look.IsIntervalAlarm)}"));
        // Below one in a thousand of 45 looks at 5 %.
        Assert.InRange(errors, 0, 7);
        Assert.InRange(intervals, 0, 7);
        Assert.InRange(late.Count(static look => look.IsErrorAlarm), 9, 10);

        ForecastLook[] Looks(DateTime deadFrom)
        {
            using var scratch = new ScratchStore();
            for (DateTime day = first; day < Last; day = day.AddHours(12))
            {
                Hire[] history = [.. rows.Where(row => row.Hour < day && row.Hour >= day.AddDays(-30)).Select(row => day >= deadFrom && row.Hour >= day.AddDays(-2) ? row with { Bicycles = 0 } : row)];
                scratch.Store.Log(model.Forecast(history), new(day, TimeSpan.Zero));
                scratch.Store.Add(model.Outcomes(rows.Where(row => row.Hour >= day && row.Hour < day.AddHours(12)), static row => new(row.Hour.AddHours(1), TimeSpan.Zero)));
            }
            return [.. scratch.Store.Looks(model.Reference!, new(Last.AddDays(15), TimeSpan.Zero))];
        }
    }

    private static double Mase<TRow>(Func<DateTime, float, string[], TRow> row, Func<Split<TRow>, ForecastMetrics> evaluate) where TRow : class, IRow<TRow>, IRowsInTime =>
        evaluate(Dataset<TRow>.FromRows(Hire.Read(row, Begin)).SplitByTime(From, To)).Mase.Value;
}
