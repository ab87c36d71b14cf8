#nullable disable
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;
using Microsoft.ML.Transforms.TimeSeries;

namespace Microsoft.ML.Transforms.Text;

public sealed class TextFeaturizingEstimator : IEstimator<TextFeaturizingTransformer>
{
    public sealed class Options { public bool KeepDiacritics; public bool KeepPunctuations; public bool KeepNumbers; public string OutputTokensColumnName; }
    public TextFeaturizingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class TextFeaturizingTransformer : TransformerBase { }

public sealed class TextNormalizingEstimator : IEstimator<TextNormalizingTransformer>
{
    public enum CaseMode : byte { Lower = 0, Upper = 1, None = 2 }
    public TextNormalizingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class TextNormalizingTransformer : TransformerBase { }

public sealed class WordTokenizingEstimator : IEstimator<WordTokenizingTransformer>
{
    public WordTokenizingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class WordTokenizingTransformer : TransformerBase { }

public sealed class NgramExtractingEstimator : IEstimator<NgramExtractingTransformer>
{
    public enum WeightingCriteria { Tf = 0, Idf = 1, TfIdf = 2 }
    public NgramExtractingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class NgramExtractingTransformer : TransformerBase { }

public sealed class WordBagEstimator : IEstimator<WordBagTransformer>
{
    public WordBagTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class WordBagTransformer : TransformerBase { }

public sealed class TokenizingByCharactersEstimator : IEstimator<TokenizingByCharactersTransformer>
{
    public TokenizingByCharactersTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class TokenizingByCharactersTransformer : TransformerBase { }

public sealed class WordEmbeddingEstimator : IEstimator<WordEmbeddingTransformer>
{
    public enum PretrainedModelKind { GloVe50D = 0, SentimentSpecificWordEmbedding = 10 }
    public WordEmbeddingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class WordEmbeddingTransformer : TransformerBase { }

public sealed class StopWordsRemovingEstimator : IEstimator<StopWordsRemovingTransformer>
{
    public enum Language { English = 0, French = 1, German = 2 }
    public StopWordsRemovingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class StopWordsRemovingTransformer : TransformerBase { }

public sealed class CustomStopWordsRemovingEstimator : IEstimator<CustomStopWordsRemovingTransformer>
{
    public CustomStopWordsRemovingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class CustomStopWordsRemovingTransformer : TransformerBase { }

public sealed class WordHashBagEstimator : IEstimator<WordHashBagTransformer>
{
    public WordHashBagTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class WordHashBagTransformer : TransformerBase { }

public sealed class NgramHashingEstimator : IEstimator<NgramHashingTransformer>
{
    public NgramHashingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class NgramHashingTransformer : TransformerBase { }

public sealed class LatentDirichletAllocationEstimator : IEstimator<LatentDirichletAllocationTransformer>
{
    public LatentDirichletAllocationTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class LatentDirichletAllocationTransformer : TransformerBase { }
