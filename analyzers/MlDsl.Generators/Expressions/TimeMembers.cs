using Microsoft.CodeAnalysis;

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
