using MlDsl;
using Subscriptions;

Export.Write("subscriptions.csv", rows: 4000, seed: 5);

var written = new CsvOptions
{
    Separator = ';',
    Missing = ["", "n/a"],
    Numbers = NumberFormat.DecimalComma with { Symbols = ["€"], Percent = PercentSign.Hundredths },
};
Split<Subscription> split = Dataset<Subscription>.FromCsv("subscriptions.csv", written).SplitRandom(validation: 0.2, test: 0.2, seed: 1);

CancelModel candidate = CancelModel.Fit(split.Train).WithBestThreshold(split.Validation);
CancelModel model = CancelModel.Fit(split.Development).WithThreshold(candidate.Threshold);
Console.WriteLine(model.Assess(split.Test));

model.Save("subscriptions.mldsl");
CancelModel served = CancelModel.Load("subscriptions.mldsl");
BinaryPrediction one = served.Predict(new Subscription.Input { Plan = Plan.Monthly, Logins = 1, Spent = 30 });
Console.WriteLine($"one login a month: {(one.Label ? "call them" : "leave them")}");

Subscription row = split.Validation.Rows.First();
Console.WriteLine($"row {row.Number}: {(served.Predict(row.ToInput()).Label ? "call them" : "leave them")}");
