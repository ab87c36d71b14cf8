#nullable disable
using System;
using System.Collections.Generic;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML
{
    public static class VisionCatalog
    {
        public static Vision.ImageClassificationTrainer ImageClassification(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel", IDataView validationSet = null) => default;
        public static Vision.ImageClassificationTrainer ImageClassification(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, Vision.ImageClassificationTrainer.Options options) => default;
    }
}

namespace Microsoft.ML.Vision
{
    public sealed class ImageClassificationTrainer : IEstimator<ImageClassificationTransformer>
    {
        public ImageClassificationTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
        public sealed class Options : TrainerInputBaseWithLabel
        {
            public IDataView ValidationSet;
            public EarlyStopping EarlyStoppingCriteria;
            public int Epoch;
        }
        public sealed class EarlyStopping { }
    }

    public sealed class ImageClassificationTransformer : TransformerBase { }
}
