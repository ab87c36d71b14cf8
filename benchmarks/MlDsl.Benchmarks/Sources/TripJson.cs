using System.Text.Json.Serialization;

namespace MlDsl.Benchmarks.Sources;

/// <summary>A trip as System.Text.Json reads it, by code that its generator writes.</summary>
internal sealed record TripJson(
    [property: JsonPropertyName("vendor_id")] string Vendor, [property: JsonPropertyName("rate_code")] string RateCode, [property: JsonPropertyName("passenger_count")] float Passengers,
    [property: JsonPropertyName("trip_time_in_secs")] float Seconds, [property: JsonPropertyName("trip_distance")] float? Miles, [property: JsonPropertyName("payment_type")] string Payment,
    [property: JsonPropertyName("fare_amount")] float Fare)
{
    public static TripJson Of(Trip trip) => new(trip.Vendor, trip.RateCode, trip.Passengers, trip.Seconds, trip.Miles, trip.Payment, trip.Fare);

    public Trip ToTrip() => new() { Vendor = Vendor, RateCode = RateCode, Passengers = Passengers, Seconds = Seconds, Miles = Miles, Payment = Payment, Fare = Fare };
}

[JsonSerializable(typeof(TripJson))]
internal sealed partial class TripContext : JsonSerializerContext;
