using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace Energy.Worker;

public abstract class BackgroundService
{
    protected abstract Task ExecuteAsync(CancellationToken stoppingToken);
}

public sealed class Settings
{
    public string DataFolder { get; set; } = "data";
    public double TestShare { get; set; } = 0.2;
    public int Leaves { get; set; } = 20;
}

public sealed class LoadForecastWorker(Settings settings) : BackgroundService
{
    private readonly MLContext _ml = new(seed: 8);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RetrainAsync(stoppingToken);
            }
            catch (IOException e)
            {
                Console.Error.WriteLine(e.Message);
            }
            await Task.Delay(TimeSpan.FromHours(24), stoppingToken);
        }
    }

    private Task RetrainAsync(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        IDataView past = Load("past.csv");
        IDataView recent = Load(/*MLD1103:*/"recent.csv"/*=> "past.csv"*/);

        var options = new LightGbmRegressionTrainer.Options
        {
            NumberOfLeaves = settings.Leaves,
            LabelColumnName = /*MLD1001:*/nameof(Hour.Load)/*=> "Demand"*/,
            FeatureColumnName = "Features",
        };
        var chain = _ml.Transforms.Categorical.OneHotEncoding("Weekday")
            .Append(_ml.Transforms.Concatenate("Features", "Weekday", "Temperature", /*MLD1001:*/"Wind"/*=> "WindSpeed"*//*MLD1201:*//*=> , "Load"*/))
            .Append(_ml.Regression.Trainers.LightGbm(options));
        var fitted = chain.Fit(/*MLD1102:*/past/*=> _ml.Data.TrainTestSplit(recent).TestSet*/);

        RegressionMetrics metrics = _ml.Regression.Evaluate(fitted.Transform(/*MLD1101:*/recent/*=> past*/), labelColumnName: /*MLD1006:*/nameof(Hour.Load)/*=> nameof(Hour.Wind)*/);
        Console.WriteLine($"{DateTime.UtcNow:u} RMSE={metrics.RootMeanSquaredError:F1}");

        string temporary = Path.Combine(settings.DataFolder, Path.GetRandomFileName());
        _ml.Model.Save(fitted, /*MLD1015:*/past.Schema/*=> null*/, temporary);
        File.Move(temporary, Path.Combine(settings.DataFolder, "load.zip"), overwrite: true);
        return Task.CompletedTask;
    }

    private IDataView Load(string name) => _ml.Data.LoadFromTextFile<Hour>(Path.Combine(settings.DataFolder, name), separatorChar: ',', hasHeader: true);
}

public sealed class Hour
{
    [LoadColumn(0)] public string Weekday { get; set; } = "";
    [LoadColumn(1)] public float Temperature { get; set; }
    [LoadColumn(2)] public float Wind { get; set; }
    [LoadColumn(3)] public /*MLD1004:*/float/*=> long*/ Load { get; set; }
}
