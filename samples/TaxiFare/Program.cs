using System.Globalization;
using MlDsl;
using MlDsl.Reports;
using MlDsl.Training;
using TaxiFare;

if (Arguments.Parse(args) is not { } arguments) return 2;
try
{
    Run(arguments);
    return 0;
}
catch (Exception problem) when (problem is IOException or TrainingException or EvaluationException or LightGbmException or XGBoostException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static void Run(Arguments arguments)
{
    Dataset<TaxiTrip> data = arguments.Data is { } file
        ? Dataset<TaxiTrip>.FromCsv(file)
        : Dataset<TaxiTrip>.FromRows(Trips.Make(100_000, seed: 7));
    Split<TaxiTrip> split = arguments.Test is { } testFile
        ? data.SplitRandom(validation: 0.2, test: Dataset<TaxiTrip>.FromCsv(testFile), seed: 42)
        : data.SplitRandom(validation: 0.2, test: 0.2, seed: 42);
    Console.WriteLine($"{split.Train.Count:N0} rows to fit, {split.Validation.Count:N0} to choose by, {split.Test.Count:N0} to assess on");
    Console.WriteLine(split.Duplicates);

    var control = new TrainingControl { Progress = Console.IsOutputRedirected ? null : new ConsoleProgress() };
    TrainerOptions? trainer = arguments.Trainer switch
    {
        "lightgbm" => new LightGbmOptions { Trees = 1000, Leaves = 63, LearningRate = 0.05, EarlyStopping = 20 },
        "xgboost" => new XGBoostOptions { Trees = 1000, MaxDepth = 0, Leaves = 63, Growth = XGBoostGrowth.ByLeaf, LearningRate = 0.05, EarlyStopping = 20 },
        // What the model declares.
        _ => null,
    };
    TaxiFareModel candidate = TaxiFareModel.Fit(split.Train, trainer, control);
    Console.WriteLine("\nValidation");
    Console.WriteLine(candidate.Evaluate(split.Validation));
    Console.WriteLine("\nWhat a shuffled column costs in RMSE");
    foreach (ColumnImportance column in candidate.Importance(split.Validation)) Console.WriteLine(column);
    // The candidate's, which has not learned from the validation rows.
    candidate.WriteReport("taxi-fare.html", split.Validation, new ReportOptions { Purpose = "Tells a rider the fare before the trip." }, split: split);
    Console.WriteLine("\ntaxi-fare.html shows all of it, and where the model is worst");

    TaxiFareModel model = TaxiFareModel.Fit(split.Development, trainer, control);
    Assessment<RegressionMetrics> final = model.Assess(split.Test);
    Console.WriteLine("\nTest");
    Console.WriteLine(final);

    model.Save("taxi-fare.mldsl");
    TaxiFareModel served = TaxiFareModel.Load("taxi-fare.mldsl");
    foreach (string warning in served.Card.Warnings) Console.WriteLine(warning);
    float fare = served.Predict(new TaxiTrip.Input { Vendor = "CMT", RateCode = "1", Passengers = 1, Seconds = 600, Miles = 2.4f, Payment = "CRD" });
    Console.WriteLine($"\n2.4 miles in 10 minutes: {fare:F2}");

    TaxiTrip.Input[] inputs = [.. split.Validation.Rows.Take(4096).Select(static trip => new TaxiTrip.Input
    {
        Vendor = trip.Vendor, RateCode = trip.RateCode, Passengers = trip.Passengers,
        Seconds = trip.Seconds, Miles = trip.Miles, Payment = trip.Payment,
    })];
    CallTimes latency = CallTimes.Measure(served, inputs);
    RegressionMetrics metrics = final.Metrics;
    long rows = split.Development.Count + split.Test.Count;
    // Lines of a file that are equal letter for letter; made-up rows have no lines, so there equal values count.
    long duplicates = split.Duplicates.TestLinesInDevelopment ?? split.Duplicates.TestInDevelopment;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"rows={rows} r2={metrics.RSquared.Value:F4} rmse={metrics.Rmse.Value:F4} mae={metrics.Mae.Value:F4} duplicates={duplicates} "
        + $"predict_ns={latency.Nanoseconds:F0} predict_bytes={latency.Bytes:G}"));
}
