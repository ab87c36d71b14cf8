using System.Diagnostics;
using MlDsl.Forecasting;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Forecasting;

public sealed class EngineTests
{
    [Fact]
    public void Trees()
    {
        double[][] train = MFour.Read(MFour.Train), test = MFour.Read(MFour.Test);
        var all = new Arrays([.. train.Zip(test, static (a, b) => a.Concat(b).ToArray())]);
        int[] known = [.. train.Select(static t => t.Length)];
        var shape = new LagShape(24, 168, 48, false);
        foreach (string line in File.ReadAllLines("/tmp/cast/settings"))
        {
            string[] p = line.Split(' ');
            var trainer = new LightGbmOptions { Trees = int.Parse(p[0]), Leaves = int.Parse(p[1]), LearningRate = double.Parse(p[2]), Loss = Enum.Parse<LightGbmLoss>(p[3]), MinRows = int.Parse(p[4]), ColumnShare = double.Parse(p[5]), RowShare = double.Parse(p[6]) };
            var watch = Stopwatch.StartNew();
            TrainedSeries t = SeriesTrainer.Train(new Arrays(train), trainer, shape, new SeriesOptions { MaxRows = int.Parse(p[7]) }, new TrainingControl());
            string text = ForecastEvaluator.Evaluate(all, known, t.Predictor, t.Errors, shape, EvaluationOptions.Default, default).ToString();
            File.AppendAllText("/tmp/cast/results", $"{line}\n{text}\n{watch.Elapsed}\n");
        }
    }
}
