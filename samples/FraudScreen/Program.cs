using FraudScreen;
using MlDsl;
using MlDsl.Reports;
using MlDsl.Training;

Split<Payment> split = Dataset<Payment>.FromRows(Payment.Made(20_000)).SplitRandom(validation: 0.2, test: 0.2, seed: 1);

// No label is learned; they are only held against the scores.
ScreenModel model = ScreenModel.Fit(split.Train);
Console.WriteLine(model.Evaluate(split.Validation));

// The same rows by other trainers: columns by themselves, and how they go together.
foreach (TrainerOptions trainer in (TrainerOptions[])[new RobustZScoresOptions(), new OneClassPcaOptions()])
    Console.WriteLine($"{trainer.Trainer}: PR-AUC {ScreenModel.Fit(split.Train, trainer).Evaluate(split.Validation).PrAuc}");

// To look at a payment costs 5, a fraud that passes 200.
ScreenModel chosen = model.WithThreshold(split.Validation, ThresholdRule.MinimizeCost(falsePositive: 5, falseNegative: 200));
// The chosen one's, which has not learned from the validation rows; its threshold was chosen on them, so that costs there are a little too good.
string report = Path.Combine(Path.GetTempPath(), "fraud-screen.html");
chosen.WriteReport(report, split.Validation);

ScreenModel screen = ScreenModel.Fit(split.Development).WithThreshold(chosen.Threshold);

var odd = new Payment.Input { Amount = 900, Hour = 3, DaysSinceLast = 0, Country = "elsewhere" };
var contributions = new double[screen.ExplainedColumns.Count];
screen.Explain(in odd, contributions);
Console.WriteLine($"\n{odd.Amount} at {odd.Hour} o'clock from {odd.Country}: {screen.Predict(in odd)}");
foreach (var (column, contribution) in screen.ExplainedColumns.Zip(contributions).OrderByDescending(static c => c.Second)) Console.WriteLine($"  {column} {contribution:+0.000;-0.000}");

AnomalyMetrics final = screen.Assess(split.Test).Metrics;
Console.WriteLine($"\nreport in {report}");
Console.WriteLine(FormattableString.Invariant($"pr_auc={final.PrAuc.Value:F3} by_chance={final.Baseline!.PrAuc.Value:F3} recall={final.Recall.Value:F3} precision={final.Precision.Value:F3} flagged={final.Flagged.Value:F4}"));
