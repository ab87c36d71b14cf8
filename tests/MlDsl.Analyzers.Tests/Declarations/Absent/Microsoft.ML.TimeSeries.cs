#nullable disable
using System;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.TimeSeries;

namespace Microsoft.ML
{
    public static class TimeSeriesCatalog
    {
        public static IidChangePointEstimator DetectIidChangePoint(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, int confidence, int changeHistoryLength, MartingaleType martingale = MartingaleType.Power, double eps = 0.1) => default;
        public static IidChangePointEstimator DetectIidChangePoint(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, double confidence, int changeHistoryLength, MartingaleType martingale = MartingaleType.Power, double eps = 0.1) => default;
        public static IidSpikeEstimator DetectIidSpike(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, int confidence, int pvalueHistoryLength, AnomalySide side = AnomalySide.TwoSided) => default;
        public static IidSpikeEstimator DetectIidSpike(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, double confidence, int pvalueHistoryLength, AnomalySide side = AnomalySide.TwoSided) => default;
        public static SsaChangePointEstimator DetectChangePointBySsa(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, int confidence, int changeHistoryLength, int trainingWindowSize, int seasonalityWindowSize, ErrorFunction errorFunction = ErrorFunction.SignedDifference, MartingaleType martingale = MartingaleType.Power, double eps = 0.1) => default;
        public static SsaChangePointEstimator DetectChangePointBySsa(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, double confidence, int changeHistoryLength, int trainingWindowSize, int seasonalityWindowSize, ErrorFunction errorFunction = ErrorFunction.SignedDifference, MartingaleType martingale = MartingaleType.Power, double eps = 0.1) => default;
        public static SsaSpikeEstimator DetectSpikeBySsa(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, int confidence, int pvalueHistoryLength, int trainingWindowSize, int seasonalityWindowSize, AnomalySide side = AnomalySide.TwoSided, ErrorFunction errorFunction = ErrorFunction.SignedDifference) => default;
        public static SsaSpikeEstimator DetectSpikeBySsa(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, double confidence, int pvalueHistoryLength, int trainingWindowSize, int seasonalityWindowSize, AnomalySide side = AnomalySide.TwoSided, ErrorFunction errorFunction = ErrorFunction.SignedDifference) => default;
        public static SrCnnAnomalyEstimator DetectAnomalyBySrCnn(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, int windowSize = 64, int backAddWindowSize = 5, int lookaheadWindowSize = 5, int averagingWindowSize = 3, int judgementWindowSize = 21, double threshold = 0.3) => default;
        public static IDataView DetectEntireAnomalyBySrCnn(this AnomalyDetectionCatalog catalog, IDataView input, string outputColumnName, string inputColumnName, double threshold = 0.3, int batchSize = 1024, double sensitivity = 99.0, object detectMode = null) => default;
        public static int DetectSeasonality(this AnomalyDetectionCatalog catalog, IDataView input, string inputColumnName, int seasonalityWindowSize = -1, double randomnessThreshold = 0.95) => default;
        public static SsaForecastingEstimator ForecastBySsa(this ForecastingCatalog catalog, string outputColumnName, string inputColumnName, int windowSize, int seriesLength, int trainSize, int horizon, bool isAdaptive = false, float discountFactor = 1f, RankSelectionMethod rankSelectionMethod = RankSelectionMethod.Exact, int? rank = null, int? maxRank = null, bool shouldStabilize = true, bool shouldMaintainInfo = false, GrowthRatio? maxGrowth = null, string confidenceLowerBoundColumn = null, string confidenceUpperBoundColumn = null, float confidenceLevel = 0.95f, bool variableHorizon = false) => default;
    }
}

namespace Microsoft.ML.Transforms.TimeSeries
{
    public sealed class TimeSeriesPredictionEngine<TSrc, TDst> : IDisposable where TSrc : class where TDst : class, new()
    {
        public TDst Predict(TSrc example) => default;
        public TDst Predict(int? horizon = null, float? confidenceLevel = null) => default;
        public void CheckPoint(Microsoft.ML.Runtime.IHostEnvironment env, string modelPath) { }
        public void Dispose() { }
    }

    public static class PredictionFunctionExtensions
    {
        public static TimeSeriesPredictionEngine<TSrc, TDst> CreateTimeSeriesEngine<TSrc, TDst>(this ITransformer transformer, Microsoft.ML.Runtime.IHostEnvironment env, bool ignoreMissingColumns = false) where TSrc : class where TDst : class, new() => default;
    }

    public sealed class IidChangePointEstimator : IEstimator<IidChangePointTransformer>
    {
        public IidChangePointTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }
    public sealed class IidChangePointTransformer : TransformerBase { }

    public sealed class IidSpikeEstimator : IEstimator<IidSpikeTransformer>
    {
        public IidSpikeTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }
    public sealed class IidSpikeTransformer : TransformerBase { }

    public sealed class SsaChangePointEstimator : IEstimator<SsaChangePointTransformer>
    {
        public SsaChangePointTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }
    public sealed class SsaChangePointTransformer : TransformerBase { }

    public sealed class SsaSpikeEstimator : IEstimator<SsaSpikeTransformer>
    {
        public SsaSpikeTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }
    public sealed class SsaSpikeTransformer : TransformerBase { }

    public sealed class SrCnnAnomalyEstimator : IEstimator<SrCnnAnomalyTransformer>
    {
        public SrCnnAnomalyTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }
    public sealed class SrCnnAnomalyTransformer : TransformerBase { }

    public sealed class SsaForecastingEstimator : IEstimator<SsaForecastingTransformer>
    {
        public SsaForecastingTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }
    public sealed class SsaForecastingTransformer : TransformerBase { }

    public enum MartingaleType : byte { None = 0, Power = 1, Mixture = 2 }
    public enum AnomalySide : byte { Positive = 0, Negative = 1, TwoSided = 2 }
    public enum ErrorFunction : byte { SignedDifference = 0, AbsoluteDifference = 1 }
    public enum RankSelectionMethod { Fixed = 0, Exact = 1, Fast = 2 }
    public struct GrowthRatio { }
}
