using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests;

public sealed class MakeGolden
{
    [Fact]
    public void Make()
    {
        string folder = Path.GetDirectoryName(GoldenFileTests.Named("x"))!;
        BetaLoanModel loan = BetaLoanModel.Fit(Dataset<Loan>.FromRows(Loan.Made(1000)).SplitRandom(0.1, 0.1, seed: 1).Train).WithThreshold((Probability)0.375f);
        loan.Save(Path.Combine(folder, "loan-2.mldsl"));
        Lines("loan-2", Loan.Made(40).Select(row => { BinaryPrediction p = loan.Predict(row.ToInput()); return new[] { p.Score.Value, p.Probability.Value, p.Label ? 1f : 0 }; }));
        IsotonicCourseModel course = IsotonicCourseModel.Fit(Dataset<CourseRow>.FromRows(CourseRow.Made(1000)).SplitRandom(0.1, 0.1, seed: 1).Train);
        course.Save(Path.Combine(folder, "course-2.mldsl"));
        Lines("course-2", CourseRow.Made(40).Select(row => { var p = new float[3]; course.Predict(row.ToInput(), p); return p; }));
        DriveSpreadModel delivery = DriveSpreadModel.Fit(Dataset<Drive>.FromRows(Drive.Made(1000)).SplitRandom(0.1, 0.1, seed: 1).Train);
        delivery.Save(Path.Combine(folder, "drive-2.mldsl"));
        Lines("drive-2", Drive.Made(40).Select(row => { Interval<float> p = delivery.Predict(row.ToInput()); return new[] { p.Value, p.Low, p.High }; }));

        void Lines(string name, IEnumerable<float[]> rows) => File.WriteAllLines(
            Path.Combine(folder, name + ".txt"), rows.Select(static row => string.Join(' ', row.Select(static v => BitConverter.SingleToUInt32Bits(v).ToString("x8", CultureInfo.InvariantCulture)))));
    }
}
