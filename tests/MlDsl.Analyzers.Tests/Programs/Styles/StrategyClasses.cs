using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Telecom.Churn
{
    public interface ITrainingStrategy
    {
        string Name { get; }
        IEstimator<ITransformer> Create(MLContext ml);
    }

    public abstract class LabelledStrategy : ITrainingStrategy
    {
        protected LabelledStrategy(string label) => Label = label;
        protected string Label { get; }
        public abstract string Name { get; }
        public abstract IEstimator<ITransformer> Create(MLContext ml);
    }

    public sealed class BoostedStrategy : LabelledStrategy
    {
        public BoostedStrategy() : base(/*MLD1001:*/nameof(Subscriber.Left)/*=> "Churned"*/) { }
        public override string Name => "boosted";
        public override IEstimator<ITransformer> Create(MLContext ml) => ml.BinaryClassification.Trainers.LightGbm(Label, /*MLD1001:*/"Features"/*=> "Inputs"*/);
    }

    public sealed class LinearStrategy : LabelledStrategy
    {
        public LinearStrategy() : base(nameof(Subscriber.Left)) { }
        public override string Name => "linear";
        public override IEstimator<ITransformer> Create(MLContext ml) => ml.Transforms.NormalizeMinMax(/*MLD1001:*/"Features"/*=> "Feature"*/).Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression(/*MLD1001:*/Label/*=> "Leaves"*/));
    }

    public sealed class Competition
    {
        private readonly MLContext _ml = new MLContext(seed: 71);
        private readonly IReadOnlyList<ITrainingStrategy> _strategies = new ITrainingStrategy[] { new BoostedStrategy(), new LinearStrategy() };

        public (string Winner, double Auc) Run(string file)
        {
            var data = _ml.Data.LoadFromTextFile<Subscriber>(file, separatorChar: ',', hasHeader: true);
            var outer = _ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
            var inner = _ml.Data.TrainTestSplit(outer.TrainSet, testFraction: 0.2, seed: 1);

            ITrainingStrategy winner = null;
            double best = 0;
            foreach (var strategy in _strategies)
            {
                double auc = Score(Fit(/*MLD1102:*/inner.TrainSet/*=> inner.TestSet*/, strategy), /*MLD1602:*/inner.TestSet/*=> outer.TestSet*/);
                Console.WriteLine($"{strategy.Name}: {auc:F3}");
                if (auc > best) (winner, best) = (strategy, auc);
            }
            var final = Fit(/*MLD1102:*/outer.TrainSet/*=> outer.TestSet*/, winner);
            _ml.Model.Save(final, /*MLD1015:*/data.Schema/*=> null*/, "churn.zip");
            return (winner.Name, Score(final, /*MLD1101:*/outer.TestSet/*=> outer.TrainSet*/));
        }

        private ITransformer Fit(IDataView rows, ITrainingStrategy strategy) => Prepare().Append(strategy.Create(_ml)).Fit(rows);

        private double Score(ITransformer model, IDataView rows) => _ml.BinaryClassification.Evaluate(model.Transform(rows), nameof(Subscriber.Left)).AreaUnderRocCurve;

        private IEstimator<ITransformer> Prepare() => _ml.Transforms.Categorical.OneHotEncoding(/*MLD1001:*/nameof(Subscriber.Plan)/*=> "Tariff"*/)
            .Append(_ml.Transforms.Concatenate("Features", nameof(Subscriber.Plan), nameof(Subscriber.Minutes), nameof(Subscriber.Calls)/*MLD1201:*//*=> , nameof(Subscriber.Left)*/));
    }

    public class Subscriber
    {
        [LoadColumn(0)] public string Plan { get; set; }
        [LoadColumn(1)] public float Minutes { get; set; }
        [LoadColumn(2)] public float Calls { get; set; }
        [LoadColumn(3)] public /*MLD1004:*/bool/*=> float*/ Left { get; set; }
    }
}
