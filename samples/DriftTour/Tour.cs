using MlDsl;
using MlDsl.Monitoring;

namespace DriftTour;

/// <summary>Half a year of each service, as fast as it goes.</summary>
public static class Tour
{
    private const string Page = "drift-tour.html";

    public static int SeedOf(Drift drift) => 11 + (int)drift;

    public static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("drift-tour").FullName;
        Console.WriteLine("service   weeks  alarmed  trends  PSI>0.1  PSI>0.25  p<0.05  first alarm");
        int falseWeeks = 0, found = 0, promoted = 0;
        List<string> events = [];
        foreach (Drift drift in Enum.GetValues<Drift>())
        {
            var world = new World(drift, SeedOf(drift));
            var clock = new SimulatedClock(world.Start);
            using var service = new Service(world, Path.Combine(folder, drift.ToString()), clock);
            using var desk = new OwnDesk(service.Champion, clock);
            await service.RunAsync(desk);
            IReadOnlyList<DriftAlarm> alarms = desk.Monitor.Alarms;
            DateTimeOffset change = world.Start.AddDays(drift is Drift.Sudden or Drift.Gradual ? World.Change : World.WatchedDays);
            int weeks = alarms.Where(static alarm => alarm.Kind == AlarmKind.Window).Select(static alarm => alarm.Until).Distinct().Count();
            falseWeeks += alarms.Where(alarm => alarm.Until <= change).Select(static alarm => alarm.Until).Distinct().Count();
            DriftAlarm? first = alarms.FirstOrDefault(alarm => alarm.Until > change);
            if (first is not null) found++;
            var (psi10, psi25, daily) = service.Usual.Weeks;
            string said = first is null ? "none" : FormattableString.Invariant($"day {(first.Until - world.Start).TotalDays:F0}: {first.Column} {first.Shift:+0.0;-0.0} {first.Unit}").TrimEnd();
            Console.WriteLine(FormattableString.Invariant($"{drift,-9} {World.WatchedDays / 7,5}  {weeks,7}  {alarms.Count(static alarm => alarm.Kind == AlarmKind.Trend),6}  {psi10,7}  {psi25,8}  {daily,6}  {said}"));
            events.AddRange(service.Events.Select(line => $"{drift}, {line}"));
            promoted += service.Challenges.Won;
            if (drift == Drift.Sudden) desk.Monitor.WriteReport(Page);
        }
        Console.WriteLine();
        foreach (string line in events) Console.WriteLine(line);
        Console.WriteLine($"services=4 planted=2 found={found} false_weeks={falseWeeks} promoted={promoted} page={(new FileInfo(Page).Length < 2_000_000 ? Page : "too large")}");
        Directory.Delete(folder, recursive: true);
    }
}
