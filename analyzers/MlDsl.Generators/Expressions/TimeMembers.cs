using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Expressions;

/// <summary>The members of the framework's times that are ops: integer arithmetic on ticks, and the calendar.</summary>
internal static class TimeMembers
{
    private const long Day = TimeSpan.TicksPerDay, Hour = TimeSpan.TicksPerHour, Minute = TimeSpan.TicksPerMinute, Second = TimeSpan.TicksPerSecond,
        Millisecond = TimeSpan.TicksPerMillisecond;

    private static readonly string[] Types = ["System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan"];

    public static bool IsTime(ITypeSymbol? type) => type is INamedTypeSymbol named && Array.IndexOf(Types, named.MetadataName()) >= 0;

    /// <summary>Whether values compare by the ticks that a step has of them: a <c>DateTimeOffset</c> compares the clock of UTC.</summary>
    public static bool Compares(ITypeSymbol type) => IsTime(type) && type.Name != "DateTimeOffset";

    /// <summary>The ticks of <c>TimeSpan.FromHours(2)</c> and its like of a whole constant; null where the call is none.</summary>
    public static long? Duration(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        if (method is not { IsStatic: true, ContainingType.Name: "TimeSpan" } || !IsTime(method.ContainingType)) return null;
        long unit = method.Name switch { "FromDays" => Day, "FromHours" => Hour, "FromMinutes" => Minute, "FromSeconds" => Second, "FromMilliseconds" => Millisecond, "FromTicks" => 1, _ => 0 };
        if (unit == 0 || arguments.Count(static a => a.ArgumentKind == ArgumentKind.Explicit) != 1) return null;
        // What other arguments there are, are parts of it: left out, they are 0.
        if (arguments.First(static a => a.ArgumentKind == ArgumentKind.Explicit) is not { Parameter.Ordinal: 0, Value.ConstantValue: { HasValue: true, Value: int or long or double } constant }) return null;
        // A whole number of ticks that a double holds, too: so the framework rounds nothing.
        const double MostExact = 1L << 53;
        double ticks = Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture) * unit;
        return Math.Abs(ticks) <= MostExact && Math.Floor(ticks / unit) * unit == ticks ? (long)ticks : null;
    }

    /// <summary>The step of a property of the times at <paramref name="ticks"/>; null where it is none.</summary>
    public static int? Read(StepList steps, IPropertySymbol property, int ticks)
    {
        bool isNullable = steps.TypeOf(ticks).IsNullable;
        bool isSpan = property.ContainingType.Name == "TimeSpan";
        return property.Name switch
        {
            "Ticks" => ticks,
            "Date" => Call("sub", "long", ticks, Remainder(ticks, Day)),
            "TimeOfDay" => Remainder(ticks, Day),
            "Year" => Call("year", "int", ticks),
            "Month" => Call("month", "int", ticks),
            "Day" => Call("day", "int", ticks),
            "DayOfYear" => Call("dayOfYear", "int", ticks),
            // The first day of the calendar is a Monday, and Sunday is 0.
            "DayOfWeek" => Int(Call("rem", "long", Call("add", "long", Quotient(ticks, Day), Number(1)), Number(7))),
            "DayNumber" => Int(Quotient(ticks, Day)),
            "Days" when isSpan => Int(Quotient(ticks, Day)),
            "Hour" or "Hours" => Int(Call("rem", "long", Quotient(ticks, Hour), Number(24))),
            "Minute" or "Minutes" => Int(Call("rem", "long", Quotient(ticks, Minute), Number(60))),
            "Second" or "Seconds" => Int(Call("rem", "long", Quotient(ticks, Second), Number(60))),
            "Millisecond" or "Milliseconds" => Int(Call("rem", "long", Quotient(ticks, Millisecond), Number(1000))),
            "TotalDays" => Total(Day),
            "TotalHours" => Total(Hour),
            "TotalMinutes" => Total(Minute),
            "TotalSeconds" => Total(Second),
            _ => null,
        };

        int Number(long value) => steps.Constant("long", value);
        int Call(string operation, string type, params int[] from) => steps.Add(operation, new StepType(type, isNullable), false, from);
        int Quotient(int of, long by) => Call("div", "long", of, Number(by));
        int Remainder(int of, long by) => Call("rem", "long", of, Number(by));
        int Int(int of) => Call("convert int", "int", of);
        int Total(long unit) => Call("div", "double", Call("convert double", "double", ticks), steps.Constant("double", (double)unit));
    }
}
