#nullable disable
using System;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.TorchSharp
{
    public enum BertArchitecture { Roberta }

    public static class TorchSharpCatalog
    {
        public static NasBert.TextClassificationTrainer TextClassification(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string scoreColumnName = "Score", string outputColumnName = "PredictedLabel", string sentence1ColumnName = "Sentence1", string sentence2ColumnName = null, int batchSize = 32, int maxEpochs = 10, BertArchitecture architecture = BertArchitecture.Roberta, IDataView validationSet = null) => default;
        public static NasBert.SentenceSimilarityTrainer SentenceSimilarity(this RegressionCatalog.RegressionTrainers catalog, string labelColumnName = "Label", string scoreColumnName = "Score", string sentence1ColumnName = "Sentence1", string sentence2ColumnName = "Sentence2", int batchSize = 32, int maxEpochs = 10, BertArchitecture architecture = BertArchitecture.Roberta, IDataView validationSet = null) => default;
        public static NasBert.NerTrainer NamedEntityRecognition(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string outputColumnName = "PredictedLabel", string sentence1ColumnName = "Sentence", int batchSize = 32, int maxEpochs = 10, BertArchitecture architecture = BertArchitecture.Roberta, IDataView validationSet = null) => default;
        public static Roberta.QATrainer QuestionAnswer(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string contextColumnName = "Context", string questionColumnName = "Question", string trainingAnswerColumnName = "TrainingAnswer", string answerIndexColumnName = "AnswerIndex", string predictedAnswerColumnName = "Answer", string scoreColumnName = "Score", int topK = 3, int batchSize = 4, int maxEpochs = 10, BertArchitecture architecture = BertArchitecture.Roberta, IDataView validationSet = null) => default;
    }
}

namespace Microsoft.ML.TorchSharp.NasBert
{
    public sealed class TorchSharpTransformer : TransformerBase { }

    public abstract class TorchSharpTrainer : IEstimator<TorchSharpTransformer>
    {
        public TorchSharpTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }

    public sealed class TextClassificationTrainer : TorchSharpTrainer { }
    public sealed class SentenceSimilarityTrainer : TorchSharpTrainer { }
    public sealed class NerTrainer : TorchSharpTrainer { }
}

namespace Microsoft.ML.TorchSharp.Roberta
{
    public sealed class QATrainer : NasBert.TorchSharpTrainer { }
}
