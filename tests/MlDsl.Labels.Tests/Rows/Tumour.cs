namespace MlDsl.Labels.Tests.Rows;

/// <summary>Nine grades of a cell sample, 1 to 10, and whether it is malignant.</summary>
[Dataset]
public sealed partial record Tumour
{
    [Label] public bool IsMalignant { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Thickness { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Size { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Shape { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Adhesion { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Epithelium { get; init; }
    [Numeric(Scale = Scale.Standard, Impute = Impute.Mean)] public float? Nuclei { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Chromatin { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Nucleoli { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Mitoses { get; init; }

    public static Dataset<Tumour> Read() =>
        Dataset<Tumour>.FromCsv(Testing.TestData.File("breast-cancer.tsv"), new CsvOptions { HasHeader = false, Comment = "//", Missing = ["", "?"] });
}

[Model<Tumour, BinaryClassification>]
[LogisticRegression(L2 = 2e-3)]
public sealed partial class TumourModel;
