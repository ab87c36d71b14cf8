using MlDsl.Expressions;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>
/// The calendar in a graph, in integer arithmetic from the ticks of the clock: days into years and months by H. Hinnant's
/// "chrono-compatible low-level date algorithms". Ticks that no date has end the run with an error.
/// </summary>
internal sealed class DateSteps
{
    private const long Era = 146_097;

    private readonly GraphNodes nodes;
    private readonly string name, ticks, days;
    private readonly string? present;
    private string? year, month, dayOfMonth, yearStart, yearLength;

    public DateSteps(GraphNodes nodes, GraphInput input) : this(nodes, input.Name, input.Value, input.Present)
    {
    }

    /// <summary>The calendar of ticks: int64, [N, 1]; where they are not <paramref name="present"/>, that of the first day.</summary>
    public DateSteps(GraphNodes nodes, string name, string value, string? present)
    {
        (this.nodes, this.name, this.present) = (nodes, name, present);
        string given = present is null ? value : nodes.Where(present, value, nodes.Scalar(0L));
        string isDate = nodes.Call(
            "And",
            nodes.Call("GreaterOrEqual", given, nodes.Scalar(0L)),
            nodes.Call("LessOrEqual", given, nodes.Scalar(DateTime.MaxValue.Ticks)));
        string check = nodes.Gather(nodes.Constant<long>([0], 1), nodes.Where(isDate, nodes.Scalar(0L), nodes.Scalar(1L)));
        ticks = Add(given, check);
        days = Divide(ticks, TimeSpan.TicksPerDay);
    }

    /// <summary>The features of one part: floats, [N, 1], or [N, 2] of a cyclic one.</summary>
    public string Part(DatePart part, bool isCyclic)
    {
        string features = part switch
        {
            DatePart.Year => Number(Year),
            DatePart.Quarter => Round(Divide(Add(Month, -1), 3), 1, [4], isCyclic),
            DatePart.Month => Round(Add(Month, -1), 1, [12], isCyclic),
            DatePart.Day => Day(isCyclic),
            DatePart.DayOfWeek => Round(Weekday, 0, [7], isCyclic),
            DatePart.DayOfYear => DayOfYear(isCyclic),
            DatePart.Hour => Hour(isCyclic),
            DatePart.Weekend => Number(nodes.Call("GreaterOrEqual", Weekday, nodes.Scalar(5L))),
            DatePart.Trend => Fraction(Add(ticks, -DateTime.UnixEpoch.Ticks), TimeSpan.TicksPerDay, OnnxElementType.Float),
            _ => throw new OnnxExportException(name, $"'{name}' has the part {part}, which the export does not know"),
        };
        // What is missing writes nothing.
        return present is not null ? nodes.Where(present, features, nodes.Scalar(0f)) : features;
    }

    /// <summary>The year, month, day of the month or of the year: int64, [N, 1].</summary>
    public string Whole(StepOperation part) => part switch
    {
        StepOperation.Year => Year,
        StepOperation.Month => Month,
        StepOperation.Day => DayOfMonth,
        _ => Add(nodes.Call("Sub", days, YearStart), 1),
    };

    // DateTime counts from a Monday.
    private string Weekday => nodes.Call("Mod", days, nodes.Scalar(7L));

    private string Year => year ?? Calendar().Year;

    private string Month => month ?? Calendar().Month;

    private string DayOfMonth => dayOfMonth ?? Calendar().Day;

    private string YearStart => yearStart ??= DaysBefore(Add(Year, -1));

    // 365 or 366.
    private string YearLength => yearLength ??= nodes.Call("Sub", DaysBefore(Year), YearStart);

    private (string Year, string Month, string Day) Calendar()
    {
        // Years from March, eras of 400 of them.
        string shifted = Add(days, 306), era = Divide(shifted, Era), day = Remainder(shifted, Era);
        string yearOfEra = Divide(
            nodes.Call("Sub", Add(nodes.Call("Sub", day, Divide(day, 1460)), Divide(day, 36_524)), Divide(day, Era - 1)), 365);
        string dayOfYear = nodes.Call(
            "Sub", day, nodes.Call("Sub", Add(Times(yearOfEra, 365), Divide(yearOfEra, 4)), Divide(yearOfEra, 100)));
        string march = Divide(Add(Times(dayOfYear, 5), 2), 153);
        dayOfMonth = Add(nodes.Call("Sub", dayOfYear, Divide(Add(Times(march, 153), 2), 5)), 1);
        month = nodes.Where(nodes.Call("Less", march, nodes.Scalar(10L)), Add(march, 3), Add(march, -9));
        string isNextYear = nodes.Cast(nodes.Call("LessOrEqual", month, nodes.Scalar(2L)), OnnxElementType.Int64);
        year = Add(Add(yearOfEra, Times(era, 400)), isNextYear);
        return (year, month, dayOfMonth);
    }

    private string DaysBefore(string years) =>
        Add(nodes.Call("Sub", Add(Times(years, 365), Divide(years, 4)), Divide(years, 100)), Divide(years, 400));

    private string Day(bool isCyclic)
    {
        string passed = Add(DayOfMonth, -1);
        if (!isCyclic) return Number(DayOfMonth);
        string lengths = nodes.Constant<long>([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 13);
        string isFebruary = nodes.Cast(nodes.Call("Equal", Month, nodes.Scalar(2L)), OnnxElementType.Int64);
        string length = Add(nodes.Gather(lengths, Month), nodes.Call("Mul", isFebruary, Add(YearLength, -365)));
        return Cycle(Add(Times(Add(length, -28), 31), passed), [28, 29, 30, 31]);
    }

    private string DayOfYear(bool isCyclic)
    {
        string passed = nodes.Call("Sub", days, YearStart);
        return isCyclic ? Cycle(Add(Times(Add(YearLength, -365), 366), passed), [365, 366]) : Number(Add(passed, 1));
    }

    private string Hour(bool isCyclic)
    {
        string time = Remainder(ticks, TimeSpan.TicksPerDay);
        if (!isCyclic) return Fraction(time, TimeSpan.TicksPerHour, OnnxElementType.Float);
        string hours = Fraction(time, TimeSpan.TicksPerHour, OnnxElementType.Double);
        string angle = nodes.Call("Div", nodes.Call("Mul", nodes.Scalar(2 * Math.PI), hours), nodes.Scalar(24d));
        return nodes.Beside([.. GraphAngle.SineAndCosine(nodes, angle).Select(value => nodes.Cast(value, OnnxElementType.Float))]);
    }

    private string Round(string passed, int first, int[] periods, bool isCyclic) =>
        isCyclic ? Cycle(passed, periods) : Number(first == 0 ? passed : Add(passed, first));

    // Sines and cosines as C# computes them, for all that may have passed of rounds of the given lengths, each as long as the longest.
    private string Cycle(string place, int[] periods)
    {
        float[] table = new float[periods.Length * periods[^1] * 2];
        for (int i = 0; i < table.Length / 2; i++)
        {
            double passed = i % periods[^1];
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * passed / periods[i / periods[^1]]);
            (table[2 * i], table[2 * i + 1]) = ((float)sine, (float)cosine);
        }
        return nodes.Gather(nodes.Constant(table.AsSpan(), table.Length / 2, 2), nodes.Flat(place));
    }

    private string Number(string value) => nodes.Cast(value, OnnxElementType.Float);

    private string Fraction(string value, long unit, OnnxElementType element)
    {
        string fraction = nodes.Call("Div", nodes.Cast(value, OnnxElementType.Double), nodes.Scalar((double)unit));
        return element == OnnxElementType.Double ? fraction : nodes.Cast(fraction, element);
    }

    private string Add(string left, string right) => nodes.Call("Add", left, right);

    private string Add(string left, long right) => nodes.Call("Add", left, nodes.Scalar(right));

    private string Times(string left, long right) => nodes.Call("Mul", left, nodes.Scalar(right));

    // ONNX cuts towards 0, and so rounds down what is never negative.
    private string Divide(string left, long right) => nodes.Call("Div", left, nodes.Scalar(right));

    private string Remainder(string left, long right) => nodes.Call("Mod", left, nodes.Scalar(right));
}
