namespace MlDsl.EndToEnd.Tests.Rows;

public enum Grade
{
    Good,
    Bad,
    Unsure,
}

/// <summary>A two-class label as a text.</summary>
[Dataset]
public sealed partial record Answer
{
    [Numeric] public float X { get; init; }
    [Column("answer"), Label(Positive = "yes")] public required string Said { get; init; }
}

[Model<Answer, BinaryClassification>]
public sealed partial class AnswerModel;

/// <summary>The same with both classes declared.</summary>
[Dataset]
public sealed partial record DeclaredAnswer
{
    [Numeric] public float X { get; init; }
    [Label(Positive = "yes", Negative = "no")] public required string Said { get; init; }
}

[Model<DeclaredAnswer, BinaryClassification>]
public sealed partial class DeclaredAnswerModel;

/// <summary>A two-class label as an enum.</summary>
[Dataset]
public sealed partial record GradedAnswer
{
    [Numeric] public float X { get; init; }
    [Label(Positive = nameof(Grade.Bad))] public required Grade Grade { get; init; }
}

[Model<GradedAnswer, BinaryClassification>]
public sealed partial class GradedAnswerModel;

/// <summary>A two-class label as a number.</summary>
[Dataset]
public sealed partial record CodedAnswer
{
    [Numeric] public float X { get; init; }
    [Label(Positive = "1")] public required int Code { get; init; }
}

[Model<CodedAnswer, BinaryClassification>]
public sealed partial class CodedAnswerModel;
