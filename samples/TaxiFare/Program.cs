using MlDsl;
using TaxiFare;

var split = Dataset<TaxiTrip>.FromCsv(args[0]).SplitRandom(validation: 0.2, test: Dataset<TaxiTrip>.FromCsv(args[1]), seed: 42);
var watch = System.Diagnostics.Stopwatch.StartNew();
TaxiFareModel model = TaxiFareModel.Fit(split.Train);
Console.WriteLine(watch.Elapsed);
Console.WriteLine(model.Evaluate(split.Validation));
var final = TaxiFareModel.Fit(split.Development).Assess(split.Test);
Console.WriteLine(final);
foreach (var c in model.Importance(split.Validation)) Console.WriteLine(c);
model.Save("/tmp/taxi.mldsl");
var again = TaxiFareModel.Load("/tmp/taxi.mldsl");
Console.WriteLine(again.Predict(new TaxiTrip.Input { Vendor = "CMT", RateCode = "1", Passengers = 1, Seconds = 600, Miles = 2.4f, Payment = "CRD" }));
Console.WriteLine(watch.Elapsed);
