using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Warehouse.Data
{
    public interface IRepository<TEntity> where TEntity : class
    {
        IQueryable<TEntity> All { get; }
    }

    public interface IModelRepository
    {
        void Put(string name, MLContext context, ITransformer model, DataViewSchema schema);
    }

    public abstract class ModelBuilderBase<TRow, TPrediction>
        where TRow : class
        where TPrediction : class, new()
    {
        protected MLContext Context { get; } = new MLContext(2024);

        protected abstract IEnumerable<TRow> Rows();

        protected abstract IEstimator<ITransformer> Build();

        protected abstract double Score(IDataView scored);

        public PredictionEngine<TRow, TPrediction> Train(IModelRepository models, string name)
        {
            IDataView data = Context.Data.LoadFromEnumerable(Rows());
            DataOperationsCatalog.TrainTestData halves = Context.Data.TrainTestSplit(data, testFraction: 0.3, seed: 4);
            ITransformer model = Build().Fit(/*MLD1102:*/halves.TrainSet/*=> halves.TestSet*/);
            double score = Score(model.Transform(/*MLD1101:*/halves.TestSet/*=> halves.TrainSet*/));
            Console.WriteLine("{0}: {1:F3}", name, score);
            models.Put(name, Context, model, data.Schema);
            return Context.Model.CreatePredictionEngine<TRow, TPrediction>(model);
        }
    }

    public sealed class FileModelRepository : IModelRepository
    {
        public void Put(string name, MLContext context, ITransformer model, DataViewSchema schema) => context.Model.Save(model, /*MLD1015:*/schema/*=> null*/, name + ".zip");
    }

    public sealed class ShelfLifeBuilder : ModelBuilderBase<Batch, DaysLeft>
    {
        private readonly IRepository<Delivery> _deliveries;

        public ShelfLifeBuilder(IRepository<Delivery> deliveries) => _deliveries = deliveries;

        protected override IEnumerable<Batch> Rows() => _deliveries.All
            .Select(d => new Batch { Product = d.Product, Celsius = d.Celsius, Humidity = d.Humidity, Days = d.Days })
            .ToList();

        protected override IEstimator<ITransformer> Build()
        {
            var encode = Context.Transforms.Categorical.OneHotEncoding(/*MLD1001:*/nameof(Batch.Product)/*=> "Article"*/);
            var gather = Context.Transforms.Concatenate("Features", nameof(Batch.Product), nameof(Batch.Celsius), /*MLD1201:*/nameof(Batch.Humidity)/*=> nameof(Batch.Days)*/);
            var learner = Context.Regression.Trainers.FastForest(labelColumnName: /*MLD1001:*/nameof(Batch.Days)/*=> "Day"*/);
            return encode.Append(gather).Append(learner);
        }

        protected override double Score(IDataView scored) => Context.Regression.Evaluate(scored, /*MLD1006:*/nameof(Batch.Days)/*=> nameof(Batch.Celsius)*/).RSquared;
    }

    public sealed class SpoiledBuilder : ModelBuilderBase<Crate, SpoiledAnswer>
    {
        protected override IEnumerable<Crate> Rows() => new List<Crate> { new Crate { Age = 3, Dented = 0, Spoiled = true }, new Crate { Age = 1, Dented = 1, Spoiled = false } };

        protected override IEstimator<ITransformer> Build() => Context.Transforms.Concatenate("Features", /*MLD1001:*/"Age"/*=> "Ages"*/, "Dented")
            .Append(Context.BinaryClassification.Trainers./*MLD1007:*/FastTree/*=> FastForest*/("Spoiled"));

        protected override double Score(IDataView scored) => Context.BinaryClassification.Evaluate(scored, "Spoiled").AreaUnderPrecisionRecallCurve;
    }

    public class Delivery { public string Product = ""; public float Celsius, Humidity, Days; }
    public class Batch { public string Product { get; set; } = ""; public float Celsius { get; set; } public float Humidity { get; set; } public /*MLD1004:*/float/*=> double*/ Days { get; set; } }
    public class DaysLeft { public float Score { get; set; } }
    public class Crate { public float Age { get; set; } public float Dented { get; set; } public bool Spoiled { get; set; } }
    public class SpoiledAnswer { public bool PredictedLabel { get; set; } public float Probability { get; set; } }
}
