namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A comment on a page and whether it is hostile.</summary>
[Dataset]
public sealed partial record Comment
{
    [Column("Sentiment"), Label] public bool IsHostile { get; init; }
    [Column("SentimentText"), Text(WordNgrams = 2)] public required string Text { get; init; }
}

[Model<Comment, BinaryClassification>]
[LogisticRegression(L2 = 1e-2)]
public sealed partial class CommentModel;
