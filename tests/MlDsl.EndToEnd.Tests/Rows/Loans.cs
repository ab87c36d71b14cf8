namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A loan, and whether it was not paid back. The risk bends in the amount, which a straight line cannot follow.</summary>
[Dataset]
public sealed partial record Loan
{
    [Numeric(Scale = Scale.Standard)] public required float Amount { get; init; }
    [Categorical] public required string Purpose { get; init; }
    [Label] public bool Failed { get; init; }

    /// <summary>The same loans on every call.</summary>
    public static IEnumerable<Loan> Made(int count)
    {
        var random = new Random(23);
        for (int i = 0; i < count; i++)
        {
            float amount = random.NextSingle() * 10;
            bool isCar = random.Next(2) == 0;
            double risk = Math.Clamp((amount * amount * amount / 1000) + (isCar ? 0.1 : 0), 0.01, 0.97);
            yield return new Loan { Amount = amount, Purpose = isCar ? "car" : "house", Failed = random.NextDouble() < risk };
        }
    }
}

[Model<Loan, BinaryClassification>]
public sealed partial class LoanModel;

[Model<Loan, BinaryClassification>]
[Calibrate(Calibration.Platt)]
public sealed partial class PlattLoanModel;

/// <summary>The same without the word at its declaration.</summary>
[Model<Loan, BinaryClassification>(Name = "PlattLoanModel")]
public sealed partial class OtherPlattLoanModel;

/// <summary>Both classes count alike, so that the rarer one is said to happen too often.</summary>
[Model<Loan, BinaryClassification>]
[LogisticRegression(ClassWeights = ClassWeights.Balanced)]
public sealed partial class BalancedLoanModel;

[Model<Loan, BinaryClassification>]
[LogisticRegression(ClassWeights = ClassWeights.Balanced)]
[Calibrate(Calibration.Isotonic, Share = 0.5)]
public sealed partial class IsotonicLoanModel;

[Model<Loan, BinaryClassification>]
[Calibrate(Calibration.Beta, Share = 0.4)]
public sealed partial class BetaLoanModel;

[Model<Loan, BinaryClassification>]
[Calibrate(Calibration.Temperature)]
public sealed partial class CoolLoanModel;

/// <summary>How a loan goes on.</summary>
public enum Course
{
    Paid,
    Late,
    Failed,
}

/// <summary>A loan with more than two ends.</summary>
[Dataset]
public sealed partial record CourseRow
{
    [Numeric(Scale = Scale.Standard)] public required float Amount { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Income { get; init; }
    [Label] public Course Course { get; init; }

    /// <summary>The same rows on every call.</summary>
    public static IEnumerable<CourseRow> Made(int count)
    {
        var random = new Random(29);
        for (int i = 0; i < count; i++)
        {
            float amount = random.NextSingle() * 10, income = random.NextSingle() * 4;
            double late = Math.Exp(amount - 6), failed = Math.Exp((amount * amount / 20) - income), number = random.NextDouble() * (1 + late + failed);
            yield return new CourseRow { Amount = amount, Income = income, Course = number < 1 ? Course.Paid : number < 1 + late ? Course.Late : Course.Failed };
        }
    }
}

[Model<CourseRow, MulticlassClassification>]
[Calibrate(Calibration.Isotonic)]
public sealed partial class IsotonicCourseModel;

[Model<CourseRow, MulticlassClassification>]
[Calibrate(Calibration.Temperature)]
public sealed partial class CoolCourseModel;

/// <summary>A stay of a patient, who has several, or of one at a time.</summary>
[Dataset]
public sealed partial record Treatment
{
    [Group] public required int Patient { get; init; }
    [Numeric] public required float Dose { get; init; }
    [Label] public bool Helped { get; init; }
}

[Model<Treatment, BinaryClassification>]
[Calibrate(Calibration.Platt, Share = 0.3)]
public sealed partial class TreatmentModel;

/// <summary>A day's sale.</summary>
[Dataset]
public sealed partial record DaySale
{
    [EventTime] public required DateTime Day { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Visitors { get; init; }
    [Label] public bool SoldOut { get; init; }
}

[Model<DaySale, BinaryClassification>]
[Calibrate(Calibration.Platt, Share = 0.25)]
public sealed partial class DaySaleModel;
