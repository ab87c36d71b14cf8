namespace MlDsl.Tasks.Tests.Decisions;

internal static class Visits
{
    public static Visit Of(int number, Discount shown, bool looked) => new()
    {
        At = new DateTime(2026, 5, 4, 8, 0, 0, DateTimeKind.Utc).AddMinutes(number),
        Age = 20.25f + (number % 50),
        Place = [number / 7f, -1.5f],
        Spent = number % 4 == 0 ? null : number / 3.0,
        Visits = number % 9,
        IsKnown = number % 2 == 0,
        Shown = shown,
        Town = number % 5 == 0 ? null : $"Ort \"{number % 7}\"",
        Opened = new DateTimeOffset(2026, 5, 4, number % 24, 30, 0, TimeSpan.FromHours(2)),
        Looked = looked,
    };
}
