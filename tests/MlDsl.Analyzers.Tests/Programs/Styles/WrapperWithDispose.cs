using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Bakery.Demand
{
    public sealed class DemandPredictor : IDisposable
    {
        private readonly MLContext _mlContext;
        private readonly ITransformer _model;
        private readonly ThreadLocal<PredictionEngine<Day, Loaves>> _engines;
        private bool _disposed;

        private DemandPredictor(MLContext mlContext, ITransformer model)
        {
            _mlContext = mlContext;
            _model = model;
            _engines = new ThreadLocal<PredictionEngine<Day, Loaves>>(() => _mlContext.Model.CreatePredictionEngine<Day, Loaves>(_model), trackAllValues: true);
        }

        public static DemandPredictor Train(IEnumerable<Day> days, Action<string> log)
        {
            var mlContext = new MLContext(seed: 44);
            var data = mlContext.Data.LoadFromEnumerable(days.ToList());
            var split = mlContext.Data.TrainTestSplit(data, /*MLD1105:*/0.2/*=> 0.8*/);

            var features = mlContext.Transforms.Concatenate("Features", /*MLD1001:*/nameof(Day.Temperature)/*=> "Celsius"*/, nameof(Day.IsHoliday), nameof(Day.Weekday)/*MLD1201:*//*=> , nameof(Day.Sold)*/);
            var options = new FastTreeTweedieTrainer.Options { LabelColumnName = /*MLD1001:*/nameof(Day.Sold)/*=> "Sales"*/, NumberOfTrees = 60 };
            options.FeatureColumnName = /*MLD1001:*/"Features"/*=> "Inputs"*/;
            var model = features.Append(mlContext.Regression.Trainers.FastTreeTweedie(options)).Fit(/*MLD1102:*/split.TrainSet/*=> split.TestSet*/);

            var metrics = mlContext.Regression.Evaluate(model.Transform(/*MLD1101:*/split.TestSet/*=> split.TrainSet*/), labelColumnName: /*MLD1006:*/nameof(Day.Sold)/*=> nameof(Day.Weekday)*/);
            log($"{metrics.LossFunction:F3}");
            var importance = mlContext.Regression.PermutationFeatureImportance(model, /*MLD1604:*/split.TestSet/*=> split.TrainSet*/, labelColumnName: nameof(Day.Sold));
            foreach (var (column, change) in importance.Select(i => (i.Key, i.Value.RSquared.Mean)).OrderBy(i => i.Mean)) log($"{column}: {change:F3}");
            return new DemandPredictor(mlContext, model);
        }

        public float Predict(Day day)
        {
            if (_disposed) throw new ObjectDisposedException(nameof(DemandPredictor));
            return _engines.Value!.Predict(day).Score;
        }

        public IReadOnlyDictionary<int, float> PredictAll(IReadOnlyList<Day> days)
        {
            var all = new ConcurrentDictionary<int, float>();
            var shared = _mlContext.Model.CreatePredictionEngine<Day, Loaves>(_model);
            Parallel.For(0, days.Count, i => all[i] = /*MLD5001:*/_engines.Value!/*=> shared*/.Predict(days[i]).Score);
            all[-1] = shared.Predict(days[0]).Score;
            return all;
        }

        public void Dispose()
        {
            if (_disposed) return;
            _disposed = true;
            foreach (var engine in _engines.Values) engine.Dispose();
            _engines.Dispose();
        }
    }

    public class Day
    {
        public float Temperature { get; set; }
        public float IsHoliday { get; set; }
        public float Weekday { get; set; }
        public /*MLD1004:*/float/*=> double*/ Sold { get; set; }
    }

    public class Loaves { public /*MLD1009:*/float Score/*=> float Scor { get; set; } public float Score*/ { get; set; } }
}
