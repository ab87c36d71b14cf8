using System.Globalization;
using MlDsl.Compiler.Planning;
using MlDsl.Compiler.Steps;

namespace MlDsl.Compiler.Costs;

/// <summary>What a call of one row is estimated to take, compiled and by ONNX Runtime.</summary>
/// <param name="Own">Microseconds of the compiled graph.</param>
/// <param name="Runtime">Microseconds of ONNX Runtime.</param>
/// <param name="MultiplyAdds">Of convolutions, products and recurrent layers.</param>
/// <param name="Most">What takes the compiled graph longest.</param>
internal sealed record PlanCost(double Own, double Runtime, double MultiplyAdds, WorkKind Most)
{
    private const double Nanosecond = 1e-3;

    public static PlanCost Of(Plan plan)
    {
        long rows = Math.Max(1, plan.Inputs.Select(static input => input.Rows?.Batch.Item1 ?? 0).DefaultIfEmpty().Max());
        var counter = new OperatorWork(rows);
        double runtime = CostTable.RuntimeCall, products = 0;
        var own = new double[Enum.GetValues<WorkKind>().Length];
        foreach (PlanStep step in plan.Steps)
        {
            Work work = counter.Of(step);
            var (ownUnit, runtimeUnit) = CostTable.PerUnit(work.Kind);
            own[(int)work.Kind] += CostTable.OwnStep + (work.Units * ownUnit);
            runtime += CostTable.RuntimeNode + (work.Units * runtimeUnit);
            if (work.IsProduct) products += work.Units;
        }
        return new PlanCost(own.Sum() * Nanosecond, runtime * Nanosecond, products, (WorkKind)Array.IndexOf(own, own.Max()));
    }

    /// <summary>Microseconds or milliseconds with two digits, as messages have them.</summary>
    public static string Time(double microseconds) => microseconds switch
    {
        >= 99_500 => string.Create(CultureInfo.InvariantCulture, $"{Digits(microseconds / 1000)} ms"),
        >= 995 => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000:0.#} ms"),
        >= 9.95 => string.Create(CultureInfo.InvariantCulture, $"{Digits(microseconds)} µs"),
        >= 0.995 => string.Create(CultureInfo.InvariantCulture, $"{microseconds:0.#} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{microseconds:0.##} µs"),
    };

    // The estimate is none of three digits.
    private static double Digits(double number)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(number)) - 1);
        return Math.Round(number / unit) * unit;
    }
}
