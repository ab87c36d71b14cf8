using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Shop.Application.Returns
{
    public interface IRowSource<T> where T : class { IEnumerable<T> Read(); }
    public interface ILog { void Info(string text); }
    public sealed record RetrainReturns(string Destination) { }
    public sealed record RetrainResult(double Auc, double F1);

    internal sealed class RetrainReturnsHandler
    {
        private readonly MLContext _context;
        private readonly IRowSource<ReturnRow> _source;
        private readonly ILog _log;

        public RetrainReturnsHandler(MLContext context, IRowSource<ReturnRow> source, ILog log)
        {
            _context = context ?? throw new ArgumentNullException(nameof(context));
            _source = source;
            _log = log;
        }

        public async Task<RetrainResult> Handle(RetrainReturns command, CancellationToken cancellation)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();

            var data = _context.Data.LoadFromEnumerable(_source.Read());
            var cached = _context.Data.Cache(data);
            var split = _context.Data.TrainTestSplit(cached, testFraction: 0.2, samplingKeyColumnName: nameof(ReturnRow.CustomerKey));

            var model = await Task.Run(() => CreateEstimator().Fit(/*MLD1102:*/split.TrainSet/*=> split.TestSet*/), cancellation);
            var metrics = Evaluate(model, split);
            _log.Info($"AUC {metrics.AreaUnderRocCurve:P1}");

            _context.Model.Save(model, /*MLD1015:*/data.Schema/*=> null*/, command.Destination);
            return new RetrainResult(metrics.AreaUnderRocCurve, metrics.F1Score);
        }

        private CalibratedBinaryClassificationMetrics Evaluate(ITransformer model, DataOperationsCatalog.TrainTestData split) =>
            _context.BinaryClassification.Evaluate(
                data: model.Transform(/*MLD1101:*/split.TestSet/*=> split.TrainSet*/),
                labelColumnName: /*MLD1006:*/nameof(ReturnRow.WasReturned)/*=> nameof(ReturnRow.Price)*/);

        private IEstimator<ITransformer> CreateEstimator()
        {
            var categories = new[]
            {
                new InputOutputColumnPair("BrandCode", /*MLD1001:*/nameof(ReturnRow.Brand)/*=> "Maker"*/),
                new InputOutputColumnPair("SizeCode", nameof(ReturnRow.Size)),
            };
            IEstimator<ITransformer> estimator = _context.Transforms.Categorical.OneHotEncoding(categories)
                .Append(_context.Transforms.Concatenate("Features", "BrandCode", /*MLD1001:*/"SizeCode"/*=> "SizesCode"*/, nameof(ReturnRow.Price)/*MLD1402:*//*=> , nameof(ReturnRow.CustomerKey)*//*MLD1201:*//*=> , nameof(ReturnRow.WasReturned)*/));
            return estimator.Append(/*MLD1007:*/_context.BinaryClassification.Trainers.FastTree(nameof(ReturnRow.WasReturned))/*=> _context.BinaryClassification.Trainers.FastForest(nameof(ReturnRow.WasReturned))*/);
        }
    }

    public sealed class ReturnRow
    {
        public float CustomerKey { get; set; }
        public string Brand { get; set; } = "";
        public string Size { get; set; } = "";
        public /*MLD1012:*/float/*=> decimal*/ Price { get; set; }
        public bool WasReturned { get; set; }
    }
}
