using MlDsl;
using MlDsl.Reports;
using MlDsl.Training;
using SalesForecast;

// Rows in time are split along time: a random split does not compile.
List<Sale> sales = Shops.Make();
Split<Sale> split = Dataset<Sale>.FromRows(sales).SplitByTime(
    validationFrom: Shops.First.AddDays(Shops.Days - 112).ToDateTime(default), testFrom: Shops.First.AddDays(Shops.Days - 56).ToDateTime(default));

// Three methods on the same days; the baseline of each is the season before.
foreach (TrainerOptions trainer in (TrainerOptions[])[new ThetaOptions(), new EtsOptions(), new LinearRegressionOptions { L2 = 1e-3 }])
{
    ForecastMetrics tried = SalesModel.Fit(split.Train, trainer).Evaluate(split.Validation, split.Train);
    Console.WriteLine($"{trainer.Trainer,-16} MASE {tried.Mase}, of the season before {tried.Baseline!.Mase}");
}

// One page of the chosen method: errors by days ahead, calibration, and, as they were asked for, three of the shops.
SalesModel.Fit(split.Train).WriteReport("shop-sales.html", split.Validation, split.Train, new ForecastReportOptions
{
    Purpose = "Says how much to order for each shop, four weeks ahead.",
    MinCellRows = Shops.Count,
    DrawnSeries = 3,
});

SalesModel model = SalesModel.Fit(split.Development);
Assessment<ForecastMetrics> final = model.Assess(split.Test, split.Development);
Console.WriteLine($"\n{final}");

// The next four weeks: discounts and holidays are planned, so each day has a row.
IEnumerable<Sale> ahead = Enumerable.Range(0, Shops.Count).SelectMany(static shop => Enumerable.Range(Shops.Days, 28).Select(day => Shops.Planned(shop, day)));
IReadOnlyList<SeriesForecast<Sale>> forecasts = model.Forecast(sales, ahead);
Console.WriteLine($"\nThe first days of {forecasts[0].Last.Shop}");
foreach (ForecastStep step in forecasts[0].Steps.Take(5))
    Console.WriteLine(FormattableString.Invariant($"{step.Time:yyyy-MM-dd} {step.Value,6:F1} [{step.Low:F1}, {step.High:F1}]"));

// What the shops sum to was forecast too; both are brought together, so that the plan of the whole is that of its shops.
var whole = new Hierarchy(Shops.Count, [[.. Enumerable.Range(0, Shops.Count)]]);
double[] nodes = [forecasts.Sum(static f => f.Steps[0].Value) * 1.02, .. forecasts.Select(static f => f.Steps[0].Value)];
var noise = new Random(1);
double[] together = whole.MinimumTrace(nodes, [.. Enumerable.Range(0, 60).Select(_ => nodes.Select(value => 0.05 * value * (noise.NextDouble() - 0.5)).ToArray())]);
Console.WriteLine(FormattableString.Invariant($"\nThe whole was told {nodes[0]:F1} and its shops {nodes[1..].Sum():F1}; together {together[0]:F1}"));

model.Save("shop-sales.mldsl");
bool isSame = SalesModel.Load("shop-sales.mldsl").Forecast(sales, ahead)[0].Steps.SequenceEqual(forecasts[0].Steps);
ForecastMetrics metrics = final.Metrics;
Console.WriteLine(FormattableString.Invariant($"\nmase={metrics.Mase.Value:F3} naive={metrics.Baseline!.Mase.Value:F3} owa={metrics.Owa.Value:F3} coverage={metrics.Coverage.Value:F3} coherent={Math.Abs(together[0] - together[1..].Sum()) < 1e-9} loaded={(isSame ? "same" : "other")}"));
return isSame && metrics.Mase.Value < metrics.Baseline.Mase.Value ? 0 : 1;
