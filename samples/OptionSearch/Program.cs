using System.Globalization;
using MlDsl;
using MlDsl.Training;
using OptionSearch;

// OptionSearch [LOG [WORKERS]]: with a log a search that was stopped goes on.
var control = new SearchControl
{
    Log = args.Length > 0 ? args[0] : null,
    Workers = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0,
};

// The last months are the test; each fold measures on weeks that follow those it learns from.
Split<Rental> split = Dataset<Rental>.FromRows(Rental.Made(4000)).SplitByTime(validation: 0.2, test: 0.2);
SearchResult search = RentalModel.Search(
    split.Development,
    static rows => rows.RollingOrigin(3, horizon: 0.15),
    options: new SearchOptions { Strategy = new ModelSearch { Trials = 30 }, Seed = 1 },
    control: control);
Console.WriteLine(search);

RentalModel model = RentalModel.Fit(split.Development, search.Options);
Assessment<RegressionMetrics> final = model.Assess(split.Test);
Console.WriteLine($"\n{final}");
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"\ntrials={search.Trials.Count} as_it_is={search.Trials[0].Loss:F2} best={search.Best.Loss:F2} corrected={search.CorrectedLoss.Value:F2} test={final.Metrics.Rmse.Value:F2}"));
